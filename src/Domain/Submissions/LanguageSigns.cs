namespace Claudit.Submissions;

/// <summary>
/// What a line has to show: one of each list that is given. A word at the end of an alternative is not matched by a longer one:
/// <c>: string</c> is not in <c>: strings</c>.
/// </summary>
/// <param name="Weight">1 for what many languages share, 5 for what hardly another one has.</param>
internal sealed record LanguageSign(Language Language, int Weight, string[]? Start, string[]? Within, string[]? End)
{
    /// <param name="line">Without white space at its ends.</param>
    public bool IsIn(ReadOnlySpan<char> line)
    {
        // Of the languages here SQL alone does not care.
        var comparison = Language == Language.Sql ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Starts(line, comparison) && Holds(line, comparison) && Ends(line, comparison);
    }

    private bool Starts(ReadOnlySpan<char> line, StringComparison comparison)
    {
        if (Start is null) return true;
        foreach (var alternative in Start)
            if (line.StartsWith(alternative, comparison) && !GoesOn(alternative, line[alternative.Length..])) return true;
        return false;
    }

    private bool Holds(ReadOnlySpan<char> line, StringComparison comparison)
    {
        if (Within is null) return true;
        foreach (var alternative in Within)
            if (line.IndexOf(alternative, comparison) is >= 0 and var at && !GoesOn(alternative, line[(at + alternative.Length)..])) return true;
        return false;
    }

    private bool Ends(ReadOnlySpan<char> line, StringComparison comparison)
    {
        if (End is null) return true;
        foreach (var alternative in End)
            if (line.EndsWith(alternative, comparison)) return true;
        return false;
    }

    private static bool GoesOn(string alternative, ReadOnlySpan<char> rest) =>
        char.IsAsciiLetterOrDigit(alternative[^1]) && rest.Length > 0 && (char.IsAsciiLetterOrDigit(rest[0]) || rest[0] == '_');
}

/// <summary>What gives a language away, a line each.</summary>
internal static class LanguageSigns
{
    /// <summary>How SQL texts begin. It stands in strings of every other language, so that its signs count only behind such a beginning.</summary>
    public static LanguageSign SqlStart { get; } = Sign(Language.Sql, 3, start:
        ["select", "insert into", "update", "delete from", "create table", "create unique", "create index", "create view", "create or replace",
         "create materialized", "create function", "create procedure", "create schema", "create type", "create trigger", "create temp",
         "create temporary", "alter table", "drop table", "drop index", "drop view", "with", "merge into", "begin;", "begin transaction",
         "truncate", "grant", "declare @", "explain"]);

    public static LanguageSign[] All { get; } =
    [
        Sign(Language.JavaScript, 5, start: ["import "], within: [" from '", " from \""]),
        Sign(Language.JavaScript, 5, start: ["} from '", "} from \"", "import '", "import {", "module.exports", "exports."]),
        Sign(Language.JavaScript, 4, start: ["export default", "export const", "export let", "export async", "export function", "export class", "export interface", "export type", "export enum", "export abstract", "export {", "export *"]),
        Sign(Language.JavaScript, 3, within: ["require('", "require(\"", "console.log(", "console.error(", "console.warn(", "console.info("]),
        Sign(Language.JavaScript, 3, within: ["new Promise", "Promise.", "process.env", "JSON.parse(", "JSON.stringify(", "Date.now(", "new Date(", "crypto.randomUUID("]),
        Sign(Language.JavaScript, 3, start: ["app.", "router.", "server.", "fastify."], within: [".get(", ".post(", ".put(", ".patch(", ".delete(", ".use(", ".listen("]),
        Sign(Language.JavaScript, 3, end: ["= `", "(`", "`;", "`);", "`,"]),
        Sign(Language.JavaScript, 2, start: ["const ", "let ", "const {", "const ["], within: [" = "]),
        Sign(Language.JavaScript, 2, start: ["function", "async function", "constructor("], within: ["("]),
        Sign(Language.JavaScript, 2, within: ["===", "!==", "typeof ", "undefined", "async (", ") => "]),
        Sign(Language.JavaScript, 2, end: ["({", "=> {", "([{"]),
        Sign(Language.JavaScript, 1, within: ["this.", "await ", "new "]),
        Sign(Language.JavaScript, 1, end: ["});", "})", "};"]),

        Sign(Language.TypeScript, 5, start: ["import type ", "declare module", "declare global", "declare const", "declare function"]),
        Sign(Language.TypeScript, 5, within: ["constructor(private ", "constructor(readonly ", "constructor(public ", "{ type "]),
        Sign(Language.TypeScript, 4, within: [": string", ": number", ": boolean", ": any", ": unknown", ": void", ": never", ": bigint", ": Promise<", ": Record<", ": Partial<"]),
        Sign(Language.TypeScript, 3, within: ["as const", "as string", "as number", "as any", "as unknown", "keyof ", " satisfies "]),
        Sign(Language.TypeScript, 3, start: ["type ", "export type "], within: [" = "]),
        Sign(Language.TypeScript, 3, start: ["private ", "protected ", "public ", "readonly "], within: [": "]),
        Sign(Language.TypeScript, 2, start: ["interface ", "export interface "], end: ["{"]),
        Sign(Language.TypeScript, 2, within: ["): ", "!: ", ": Array<", ": Map<", ": Set<"]),

        Sign(Language.Python, 5, start: ["from "], within: [" import "]),
        Sign(Language.Python, 4, start: ["def ", "async def "], end: [":"]),
        Sign(Language.Python, 3, start: ["if ", "elif ", "else:", "for ", "while ", "try:", "except", "finally:", "with ", "async with ", "class ", "):", ") ->"], end: [":"]),
        Sign(Language.Python, 3, within: ["elif ", "__init__", "__name__", "is not None", "is None", "**kwargs"]),
        Sign(Language.Python, 2, within: ["None", "True", "False", "self.", " not in ", "lambda ", "\"\"\""]),
        Sign(Language.Python, 2, start: ["import ", "raise ", "yield ", "pass", "print("]),
        Sign(Language.Python, 1, start: ["@", "def ", "async def "]),

        Sign(Language.CSharp, 5, start: ["using "], end: [";"]),
        Sign(Language.CSharp, 5, within: ["{ get;", "async Task", "async ValueTask", "IAsyncEnumerable<", "public record", "sealed record", "record struct", "IActionResult"]),
        Sign(Language.CSharp, 4, start: ["namespace "]),
        Sign(Language.CSharp, 4, start: ["foreach (", "foreach("], within: [" in "]),
        Sign(Language.CSharp, 4, within: ["CancellationToken", "ConfigureAwait(", "Console.Write", "IEnumerable<", "nameof(", "IServiceCollection", "ILogger<"]),
        Sign(Language.CSharp, 4, start: ["[Fact", "[Theory", "[Http", "[ApiController", "[Route(", "[Required", "[Authorize", "[Function(", "[Json", "[Key"]),
        Sign(Language.CSharp, 3, within: ["decimal ", "Guid ", "DateTime ", "DateTimeOffset ", "TimeSpan ", "DateTime.", "DateTimeOffset.", "Guid.", "Task."]),
        Sign(Language.CSharp, 3, within: ["public string ", "public bool ", "public override ", "public virtual ", "public sealed ", "sealed class ", "internal ", "public required ", "private readonly ", "partial class ", "public async "]),
        Sign(Language.CSharp, 2, within: ["Async(", "new()", "(string ", ", string ", "$\"", "throw new "]),
        Sign(Language.CSharp, 2, start: ["string ", "int ", "bool ", "long ", "decimal ", "var "], within: [" = "], end: [";"]),
        Sign(Language.CSharp, 2, start: ["public ", "private ", "protected "]),

        Sign(Language.Java, 5, start: ["import java", "import javax", "import jakarta", "import org.", "import com.", "import io.", "import static "], end: [";"]),
        Sign(Language.Java, 5, start: ["package "], end: [";"]),
        Sign(Language.Java, 4, start: ["@Override", "@Autowired", "@Service", "@Entity", "@Test", "@Component", "@RestController", "@Transactional", "@Scheduled", "@GetMapping", "@PostMapping", "@KafkaListener"]),
        Sign(Language.Java, 4, within: ["System.out.", "System.err.", "public static void main"]),
        Sign(Language.Java, 3, within: ["private final ", "public final ", "static final ", " throws ", " implements ", "Instant.now(", "BigDecimal.", "Optional<", "UUID.randomUUID("]),
        Sign(Language.Java, 2, within: ["String ", "List<", "Map<"]),
        Sign(Language.Java, 2, start: ["public ", "private ", "protected "]),

        Sign(Language.Go, 5, within: ["if err != nil", ":= range ", "; err != nil"]),
        Sign(Language.Go, 5, start: ["type "], end: ["struct {", "interface {"]),
        Sign(Language.Go, 4, start: ["func ", "import ("]),
        Sign(Language.Go, 3, start: ["package "]),
        Sign(Language.Go, 3, within: [" := "]),
        Sign(Language.Go, 2, within: ["defer ", "go func(", "chan ", "fmt.", "context.Context", "nil"]),

        Sign(Language.Kotlin, 5, within: ["data class ", "companion object", "suspend fun "]),
        Sign(Language.Kotlin, 4, start: ["fun ", "override fun ", "private fun ", "internal fun ", "suspend fun "]),
        Sign(Language.Kotlin, 2, start: ["val ", "private val ", "var "], within: [" = "]),
        Sign(Language.Kotlin, 2, within: [" ?: ", "listOf(", "mapOf(", "?.let", "(val "]),

        Sign(Language.Ruby, 5, start: ["require '", "require \"", "require_relative ", "attr_accessor ", "attr_reader "]),
        Sign(Language.Ruby, 5, within: [" do |"], end: ["|"]),
        Sign(Language.Ruby, 4, start: ["class "], within: [" < "]),
        Sign(Language.Ruby, 3, start: ["def "], end: [")"]),
        Sign(Language.Ruby, 3, start: ["end"], end: ["end"]),
        Sign(Language.Ruby, 3, within: [".nil?", "unless ", "elsif ", ".each do", "#{", "puts "]),
        Sign(Language.Ruby, 2, start: ["def ", "module ", "@"]),

        Sign(Language.Php, 5, within: ["$this->"]),
        Sign(Language.Php, 5, start: ["use ", "namespace "], within: ["\\"], end: [";"]),
        Sign(Language.Php, 4, within: ["foreach ($", "foreach($"]),
        Sign(Language.Php, 3, start: ["$"], within: [" = ", "->"]),
        Sign(Language.Php, 3, within: ["($", "(array $", "(string $", "(int $"]),
        Sign(Language.Php, 2, start: ["echo "], end: [";"]),

        Sign(Language.Rust, 5, within: ["let mut ", "pub fn ", "pub struct ", "pub enum ", "pub async ", "pub mod ", "pub trait ", "pub(crate)"]),
        Sign(Language.Rust, 5, start: ["use "], within: ["::"]),
        Sign(Language.Rust, 4, start: ["fn ", "async fn ", "impl ", "impl<"]),
        Sign(Language.Rust, 4, within: ["&mut ", "&self", "&str"]),
        Sign(Language.Rust, 3, within: [".unwrap()", "-> Result", "-> Option", "-> Self", "println!(", "vec![", "format!(", "#["]),
        Sign(Language.Rust, 1, within: ["::"]),

        Sign(Language.Scala, 5, within: ["case class "]),
        Sign(Language.Scala, 5, start: ["import "], within: ["._", ".{"]),
        Sign(Language.Scala, 4, start: ["object ", "case object "], end: ["{"]),
        Sign(Language.Scala, 4, start: ["def ", "override def ", "private def "], within: [" = ", " ="]),
        Sign(Language.Scala, 2, start: ["val ", "private val ", "lazy val "], within: [" = "]),
        Sign(Language.Scala, 2, within: ["implicit ", "Future[", "Option[", "Seq["]),
        Sign(Language.Scala, 2, start: ["case "], within: [" => "]),

        Sign(Language.Shell, 5, start: ["set -e", "set -u", "if [", "elif [", "while ["]),
        Sign(Language.Shell, 5, end: ["; then", "; do"]),
        Sign(Language.Shell, 4, start: ["fi", "done", "esac"], end: ["fi", "done", "esac"]),
        Sign(Language.Shell, 3, start: ["echo ", "curl ", "mkdir ", "sudo ", "apt-get ", "grep ", "sed ", "chmod ", "docker ", "kubectl ", "npm ", "git "]),
        Sign(Language.Shell, 2, within: ["\"$", "$("]),
        Sign(Language.Shell, 1, start: ["export ", "source ", "cd "]),

        SqlStart,
        Sign(Language.Sql, 2, start: ["from", "where", "group by", "order by", "having", "values", "join", "left join", "inner join", "limit", "set", "union", "on conflict", ")"]),
        Sign(Language.Sql, 3, within: ["primary key", "not null", " references ", "varchar", "timestamptz", "bigint", "numeric(", " group by ", " order by ", " join ", "on conflict"]),
        Sign(Language.Sql, 2, within: [" from ", " where ", " set ", " values"]),
        Sign(Language.Sql, 1, end: [";"]),

        Sign(Language.Hcl, 5, start: ["resource \"", "variable \"", "provider \"", "module \"", "output \"", "data \"", "terraform {", "locals {"], end: ["{"]),
        Sign(Language.Bicep, 5, start: ["param "], within: [" string", " int", " bool", " object", " array"]),
        Sign(Language.Bicep, 5, start: ["resource "], within: ["@20"]),
        Sign(Language.Bicep, 5, start: ["targetScope ="]),
        Sign(Language.Dockerfile, 4, start: ["FROM "]),
        Sign(Language.Dockerfile, 3, start: ["RUN ", "COPY ", "ENTRYPOINT ", "CMD ", "WORKDIR ", "ENV ", "EXPOSE ", "ARG "]),
        Sign(Language.Markdown, 4, start: ["```"]),
        Sign(Language.Markdown, 4, within: ["](http", "](./", "](#", "](/"]),
        Sign(Language.Markdown, 3, start: ["## ", "### ", "#### ", "|---", "| ---"]),
        Sign(Language.Markdown, 1, start: ["# ", "- ", "* ", "1. ", "**"]),
        Sign(Language.Html, 2, start: ["<div", "<span", "<body", "<head", "<script", "<table", "<tr", "<td", "<form", "<p>", "<ul", "<li", "<a ", "<button", "<input", "<template", "</"]),
        Sign(Language.Css, 3, start: ["color:", "margin:", "margin-", "padding:", "padding-", "display:", "position:", "font-", "background:", "background-", "width:", "height:", "border:", "border-", "flex:", "grid-"], end: [";"]),
        Sign(Language.Css, 2, start: [".", "#", "@media", ":root", "body", "html"], end: ["{"]),
    ];

    private static LanguageSign Sign(Language language, int weight, string[]? start = null, string[]? within = null, string[]? end = null) =>
        new(language, weight, start, within, end);
}
