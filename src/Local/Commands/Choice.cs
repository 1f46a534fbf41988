using System.CommandLine;

namespace Claudit.Local.Commands;

/// <summary>An option that takes one of a few names. An unknown one is answered with the nearest, or with all.</summary>
internal sealed class Choice : Option<string>
{
    public Choice(string name, string description, string otherwise, params string[] choices)
        : base(name)
    {
        Description = description;
        HelpName = string.Join('|', choices);
        DefaultValueFactory = _ => otherwise;
        CompletionSources.Add(choices);
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !choices.Contains(token.Value)))
                result.AddError($"{name} cannot be '{token.Value}'; {Advice.For(token.Value, choices)}");
        });
    }
}
