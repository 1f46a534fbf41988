using System.Text;

namespace Claudit.Telemetry;

/// <param name="Parent">Empty for the first of a trace.</param>
internal sealed record ExportedSpan(string Trace, string Id, string Parent, string Name)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<ExportedSpan> In(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new ExportedSpan(
            Convert.ToHexString(Fields(span, 1).Single()), Convert.ToHexString(Fields(span, 2).Single()), Convert.ToHexString(Fields(span, 4).SingleOrDefault() ?? []), Encoding.UTF8.GetString(Fields(span, 5).Single()));

    /// <summary>The contents of a message's fields of this number that have a length.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var fields = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    var length = (int)Varint(message, ref at);
                    if (tag >> 3 == (ulong)number) fields.Add(message[at..(at + length)]);
                    at += length;
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
