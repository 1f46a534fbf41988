using System.CommandLine;

namespace Claudit.Local.Commands;

/// <summary>An option that takes one of a few names, in any case. An unknown one is answered with the nearest, or with all.</summary>
internal sealed class Choice : Option<string>
{
    public Choice(string name, string description, string otherwise, params string[] choices)
        : base(name)
    {
        Description = description;
        HelpName = string.Join('|', choices);
        DefaultValueFactory = _ => otherwise;
        CompletionSources.Add(choices);
        CustomParser = result => Of(result.Tokens[0].Value);
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Of(token.Value) is null))
                result.AddError($"{name} cannot be '{token.Value}'; {Advice.For(token.Value, choices)}");
        });

        string? Of(string word) => choices.FirstOrDefault(choice => choice.Equals(word, StringComparison.OrdinalIgnoreCase));
    }
}
