using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Findings;

namespace Claudit.Intake;

/// <summary>Reads <c>options</c>. What this release does not serve is refused, not passed over; null is as good as absent.</summary>
internal sealed class OptionFields(RequestFields fields)
{
    /// <summary>The options that are served, in the order in which messages name them.</summary>
    public static readonly ImmutableArray<string> Served = ["auditor", "sections", "minSeverity", "retention", "labels"];

    private static readonly ImmutableArray<string> NotServed = ["maxTokens", "thorough", "callbackUrl", "baseline"];

    /// <summary>The served options, as messages list them.</summary>
    public static readonly string ServedText = string.Join(", ", Served.Select(name => name == "auditor" ? "auditor (embedded)" : name));

    /// <summary>Whether there is, or once will be, an option of this name.</summary>
    public static bool IsKnown(string name) => Served.Contains(name) || NotServed.Contains(name);

    public AuditOptions Read(JsonElement options, string at)
    {
        var read = new AuditOptions();
        if (!fields.IsObject(options, at, ProblemTypes.OptionMalformed)) return read;
        foreach (var (name, value) in fields.Properties(options, at))
        {
            var pointer = $"{at}/{RequestFields.Segment(name)}";
            if (value.ValueKind == JsonValueKind.Null && IsKnown(name)) continue;
            read = name switch
            {
                "auditor" => Auditor(read, value, pointer),
                "sections" => read with { Sections = Sections(value, pointer) },
                "minSeverity" => read with { MinSeverity = MinSeverity(value, pointer) },
                "retention" => read with { Retention = Retention(value, pointer) },
                "labels" => read with { Labels = Labels(value, pointer) },
                _ => Refuse(read, name, pointer),
            };
        }

        return read;
    }

    private AuditOptions Refuse(AuditOptions read, string name, string pointer)
    {
        if (NotServed.Contains(name))
        {
            fields.Add(
                ProblemTypes.OptionNotServed, pointer, $"'{name}' is not served by this release: leave it out. It serves {ServedText}.");
        }
        else
        {
            fields.Add(ProblemTypes.OptionUnknown, pointer, $"There is no option '{RequestFields.Quoted(name)}'. There are {ServedText}.");
        }

        return read;
    }

    private AuditOptions Auditor(AuditOptions read, JsonElement value, string pointer)
    {
        switch (fields.Text(value, pointer, ProblemTypes.OptionMalformed))
        {
            case null or "embedded":
                break;
            case "model" or "hybrid":
                fields.Add(
                    ProblemTypes.OptionNotServed,
                    pointer,
                    $"The auditor '{value.GetString()}' is not served by this release: write 'embedded', or leave it out.");
                break;
            default:
                fields.Add(ProblemTypes.OptionMalformed, pointer, "There is no such auditor: write 'embedded', or leave it out.");
                break;
        }

        return read;
    }

    private ImmutableArray<string> Sections(JsonElement value, string pointer)
    {
        if (!fields.IsArray(value, pointer, ProblemTypes.OptionMalformed)) return [];
        if (value.GetArrayLength() == 0)
            fields.Add(ProblemTypes.OptionMalformed, pointer, "Name at least one section, or leave 'sections' out to have them all.");
        return
        [
            .. value.EnumerateArray()
                .Select((section, index) => fields.Text(section, $"{pointer}/{index}", ProblemTypes.OptionMalformed))
                .OfType<string>(),
        ];
    }

    private Severity MinSeverity(JsonElement value, string pointer)
    {
        if (fields.Text(value, pointer, ProblemTypes.OptionMalformed) is not { } text) return Severity.Low;
        foreach (var severity in Enum.GetValues<Severity>())
            if (severity.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return severity;
        fields.Add(
            ProblemTypes.OptionMalformed,
            pointer,
            $"There is no severity '{RequestFields.Quoted(text)}': write Critical, High, Medium or Low.");
        return Severity.Low;
    }

    private TimeSpan? Retention(JsonElement value, string pointer)
    {
        if (fields.Text(value, pointer, ProblemTypes.OptionMalformed) is not { } text) return null;
        if (text == "none") return TimeSpan.Zero;
        const int MostDigits = 5;
        if (text.Length is >= 2 and <= MostDigits + 1 &&
            int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            if (text[^1] == 'h') return TimeSpan.FromHours(count);
            if (text[^1] == 'd') return TimeSpan.FromDays(count);
        }

        fields.Add(ProblemTypes.OptionMalformed, pointer,
            $"'{RequestFields.Quoted(text)}' is no retention: write 'none', or a number of hours or days above 0 such as '12h' or '30d'.");
        return null;
    }

    private ImmutableSortedDictionary<string, string> Labels(JsonElement value, string pointer)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!fields.IsObject(value, pointer, ProblemTypes.OptionMalformed)) return labels.ToImmutable();
        foreach (var (name, label) in fields.Properties(value, pointer))
        {
            if (fields.Text(label, $"{pointer}/{RequestFields.Segment(name)}", ProblemTypes.OptionMalformed) is { } text)
                labels[name] = text;
            // One too many is refused, and a hostile request could have millions.
            if (labels.Count > LabelProblems.Most) break;
        }

        return labels.ToImmutable();
    }
}
