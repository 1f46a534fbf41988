using Claudit.Submissions;

namespace Claudit.Reports;

/// <summary>What people call a language.</summary>
internal static class LanguageName
{
    public static string Of(Language language) => language switch
    {
        Language.CSharp => "C#",
        Language.Sql => "SQL",
        Language.Php => "PHP",
        Language.Yaml => "YAML",
        Language.Json => "JSON",
        Language.Toml => "TOML",
        Language.Hcl => "HCL",
        Language.Html => "HTML",
        Language.Css => "CSS",
        Language.Xml => "XML",
        _ => language.ToString(),
    };
}
