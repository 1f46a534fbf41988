using System.Text.Json.Serialization;

namespace Claudit.Submissions;

/// <summary>What a file is written in. Those without a lexer are audited as text: their words count, their structure does not.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Language>))]
public enum Language
{
    Text,
    JavaScript,
    TypeScript,
    Python,
    CSharp,
    Sql,
    Go,
    Java,
    Kotlin,
    Ruby,
    Php,
    Rust,
    Scala,
    Shell,
    Yaml,
    Json,
    Toml,
    Hcl,
    Bicep,
    Dockerfile,
    Markdown,
    Html,
    Css,
    Xml,
}
