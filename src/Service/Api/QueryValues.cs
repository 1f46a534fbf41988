using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Reads query parameters and notes what is wrong with them.</summary>
internal sealed class QueryValues(HttpRequest request)
{
    private readonly List<Problem> _problems = [];

    /// <summary>Null when nothing is wrong.</summary>
    public ProblemAnswer? Problem => _problems.Count > 0 ? ProblemAnswer.Of([.. _problems]) : null;

    public string? Text(string name)
    {
        var sent = request.Query[name];
        if (sent.Count > 1) Add(name, $"Give '{name}' once.");
        return sent.Count == 1 ? sent[0] : null;
    }

    /// <summary>Null when it was not sent, or is wrong.</summary>
    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text) return null;
        if (ApiText.TryParse(text, out var number) && number >= least && number <= most) return number;
        Add(name, $"'{name}' is a whole number from {least}{(most == long.MaxValue ? "" : $" to {most}")}.");
        return null;
    }

    public T? OneOf<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<T>())
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        Add(name, $"'{name}' is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
        return null;
    }

    public void AddHeader(string name, string message) => _problems.Add(new Problem(ProblemTypes.ParameterMalformed.Code, name, message));

    public void Add(string name, string message) => _problems.Add(new Problem(ProblemTypes.ParameterMalformed.Code, $"?{name}", message));
}
