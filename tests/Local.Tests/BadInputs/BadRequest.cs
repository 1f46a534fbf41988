using System.Text;

namespace Claudit.BadInputs;

/// <summary>A request that is refused.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Asked">Method and address, such as <c>GET /audits?limit=0</c>. What is posted to <c>/audits</c> is posted to <c>/estimates</c> as well.</param>
/// <param name="Message">Stands in the answer's <c>detail</c>.</param>
/// <param name="Place">Where <c>errors</c> has a message; null where the answer has no <c>errors</c>.</param>
internal sealed record BadRequest(string Name, string Asked, int Status, string Code, string Message, string? Place = null)
{
    /// <summary>Null for a request without one.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Of the body; null for a body of no type.</summary>
    public string? MediaType { get; init; }

    public string? ContentEncoding { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    public HttpMethod Method => new(Asked.Split(' ')[0]);

    public string Path => Asked.Split(' ', 2)[1];

    public HttpContent? Content
    {
        get
        {
            if (Body is null) return null;
            var content = new ByteArrayContent(Body);
            if (MediaType is not null) content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
            if (ContentEncoding is not null) content.Headers.ContentEncoding.Add(ContentEncoding);
            return content;
        }
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
