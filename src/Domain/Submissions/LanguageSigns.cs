using System.Text.RegularExpressions;

namespace Claudit.Submissions;

/// <param name="Weight">1 for what many languages share, 5 for what hardly another one has.</param>
internal sealed record LanguageSign(Language Language, int Weight, Regex Pattern);

/// <summary>What gives a language away, a line each.</summary>
internal static class LanguageSigns
{
    private const int MostLines = 200;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    private static readonly Regex SqlStart = new(
        @"\A(\s|--[^\n]*\n|/\*[^*]*\*/)*\(?(select\s|insert\s+into|update\s+\S+\s+set|delete\s+from|create\s|alter\s|drop\s|with\s+(recursive\s+)?\w+\s*(\([^)]*\)\s*)?as\s|merge\s+into|begin\s*;|begin\s+transaction|truncate\s|grant\s|declare\s+@|explain\s|set\s+\w+\s*(=|to)\s)",
        Options | RegexOptions.IgnoreCase);

    private static readonly Regex YamlLine = new(@"^\s*(#.*|---.*|(- +)*[\w./$""'-]+( [\w]+)?:( .*)?|- .*)?\r?$", Options);

    private static readonly Regex YamlKey = new(@"^\s*(- +)?[\w./$-]+:(\s|$)", Options);

    public static LanguageSign[] All { get; } =
    [
        Sign(Language.JavaScript, 5, @"\bimport\b[^;\n]*\bfrom\s+['""]|^\s*import\s+['""][^'""\n]+['""]|^\s*\}\s*from\s+['""]"),
        Sign(Language.JavaScript, 5, @"\bmodule\.exports\b|\bexports\.\w+\s*="),
        Sign(Language.JavaScript, 4, @"^\s*export\s+(default|const|let|async|function|class|interface|type|enum|abstract|\{|\*)"),
        Sign(Language.JavaScript, 3, @"\brequire\(\s*['""]"),
        Sign(Language.JavaScript, 3, @"\bconsole\.(log|error|warn|info|debug)\("),
        Sign(Language.JavaScript, 3, @"\bnew Promise\b|\bPromise\.\w+\(|\bprocess\.env\b|\bJSON\.(parse|stringify)\(|\bDate\.now\("),
        Sign(Language.JavaScript, 3, @"`[^`\n]*\$\{"),
        Sign(Language.JavaScript, 3, @"(^|[^@\w])(app|router|server)\.(get|post|put|patch|delete|use|listen)\("),
        Sign(Language.JavaScript, 3, @"^\s*(async\s+)?function\s*\*?\s+[\w$]+\s*\([^$)]*\)"),
        Sign(Language.JavaScript, 2, @"^\s*(const|let)\s+([\w$]+|[{\[][^\n=]*[}\]])\s*(:[^\n=]+)?="),
        Sign(Language.JavaScript, 2, @"===|!=="),
        Sign(Language.JavaScript, 2, @"\btypeof\b|\bundefined\b"),
        Sign(Language.JavaScript, 2, @"\([^()\n]*\)\s*=>\s*[{(\w]|\basync\s*\("),
        Sign(Language.JavaScript, 1, @"\bawait\s+[\w$.]+\("),
        Sign(Language.JavaScript, 1, @"\bthis\.[\w$]+|\bnew\s+\w+\("),

        Sign(Language.TypeScript, 5, @"^\s*import\s+type\b|\bimport\s*\{[^}\n]*\btype\s+\w+|^\s*declare\s+(module|global|const|function)\b"),
        Sign(Language.TypeScript, 4, @"[\w\])]\??!?:\s*(string|number|boolean|any|unknown|void|never|bigint)\b(\[\])*\s*([;,)=|}{]|=>|\r?$)"),
        Sign(Language.TypeScript, 4, @":\s*(Promise|Record|Array|Map|Set|Partial|Readonly|ReadonlyArray)<"),
        Sign(Language.TypeScript, 4, @"\b(private|public|protected)\s+(static\s+|readonly\s+|async\s+)*[\w$]+\??\s*(:\s|\([^)\n]*\)\s*:)"),
        Sign(Language.TypeScript, 3, @"\bas\s+const\b|\bas\s+(string|number|any|unknown)\b|\bsatisfies\s+[A-Z]\w*|\bkeyof\b"),
        Sign(Language.TypeScript, 3, @"^\s*(export\s+)?type\s+[A-Z]\w*(<[^>\n]*>)?\s*=\s*[{'""|\w(]"),
        Sign(Language.TypeScript, 2, @"^\s*(export\s+)?interface\s+[A-Z]\w*(<[^>\n]*>)?(\s+extends\s+[\w, <>]+)?\s*\{"),
        Sign(Language.TypeScript, 2, @"\b(const|let)\s+[\w$]+\s*:\s*[\w.<>\[\]| ]+=|\)\s*:\s*[A-Z][\w.<>\[\]| ]*\s*(=>|\{)|\([\w$]+\??:\s*[A-Z]\w*"),

        Sign(Language.Python, 5, @"^\s*from\s+[\w.]+\s+import\s"),
        Sign(Language.Python, 4, @"^\s*(async\s+)?def\s+\w+\([^\n]*:\s*(#.*)?$|^\s*\)\s*(->\s*[^\n]+)?:\s*$"),
        Sign(Language.Python, 3, @"^\s*(if|elif|else|for|while|try|except|finally|with|async with|class)\b[^\n{;]*:\s*(#.*)?$"),
        Sign(Language.Python, 3, @"\belif\b|\b__\w+__\b|\bis not None\b|\bis None\b|\bnot in\b|\*\*kwargs"),
        Sign(Language.Python, 2, @"^\s*import\s+[\w.]+(\s+as\s+\w+)?(\s*,\s*\w+)*\s*$"),
        Sign(Language.Python, 2, @"\bself\.\w+|\b(None|True|False)\b"),
        Sign(Language.Python, 2, @"^\s*(raise|yield|pass|return await|await)\b[^;{]*$|\blambda\s+\w+\s*:"),
        Sign(Language.Python, 2, @"\bf['""][^'""\n]*\{|^\s*""""""|\bprint\("),
        Sign(Language.Python, 1, @"^\s*@\w+(\.\w+)*(\(.*\))?\s*$|^\s*(async\s+)?def\s"),

        Sign(Language.CSharp, 5, @"^\s*(global\s+)?using\s+(static\s+)?[A-Z][\w.]*\s*(=[^;\n]+)?;"),
        Sign(Language.CSharp, 5, @"\{\s*get;|\basync\s+(Task|ValueTask)\b|\bIAsyncEnumerable<|\bpublic\s+(sealed\s+)?record\b"),
        Sign(Language.CSharp, 4, @"^\s*namespace\s+[A-Z][\w.]*\s*[;{]?\s*$"),
        Sign(Language.CSharp, 4, @"\bCancellationToken\b|\.ConfigureAwait\(|\bConsole\.Write|\bIEnumerable<|\bnameof\(|\bIServiceCollection\b|\bILogger<"),
        Sign(Language.CSharp, 3, @"\b(decimal|Guid|DateTime|DateTimeOffset|TimeSpan)\??\s+\w+|\b(DateTime|DateTimeOffset|Guid|Task)\.[A-Z]\w*"),
        Sign(Language.CSharp, 3, @"^\s*\[[A-Z]\w*(\([^\n]*\))?\]\s*$|\bforeach\s*\(\s*(var|[\w<>]+)\s+\w+\s+in\b"),
        Sign(Language.CSharp, 3, @"\b(public|private|protected|internal)\s+(static\s+|async\s+|override\s+|virtual\s+|readonly\s+|sealed\s+|abstract\s+|partial\s+)*(class|struct|interface|enum|void|string|int|long|bool|Task|[A-Z]\w*(<[^>\n]+>)?)\??\s+[\w<>]+\s*[({;=:\r\n]"),
        Sign(Language.CSharp, 2, @"\bvar\s+\w+\s*=\s*(await|new)\b|\bstring\??\s+\w+\s*[,;)=]|\$""|\bawait\s+[\w.]*\w+Async\(|\bnew\s*\(\)"),

        Sign(Language.Java, 5, @"^\s*import\s+(static\s+)?[a-z]\w*(\.\w+)*\.[A-Z*]\w*\s*;|^\s*package\s+[a-z][\w.]*\s*;|\bpublic\s+static\s+void\s+main\b"),
        Sign(Language.Java, 4, @"^\s*@(Override|Autowired|Service|Entity|Test|Component|RestController|Transactional|Scheduled|GetMapping|PostMapping)\b|\bSystem\.(out|err)\."),
        Sign(Language.Java, 3, @"\b(public|private|protected)\s+(static\s+|final\s+|abstract\s+|synchronized\s+)*(class|interface|enum|void|String|int|long|boolean|double|[A-Z]\w*(<[^>\n]*>)?)\s+\w+\s*([({;=]|extends|implements)"),
        Sign(Language.Java, 3, @"\bfinal\s+[A-Z]\w*(<[^>\n]*>)?\s+\w+|\)\s*throws\s+[A-Z]|\bimplements\s+[A-Z]|\bInstant\.now\(|\bBigDecimal\.|\bOptional<"),
        Sign(Language.Java, 2, @"\bString\s+\w+\s*[,;)=]|\bList<[A-Z]\w*>\s+\w+|\bfor\s*\(\s*[A-Z]\w*\s+\w+\s*:"),

        Sign(Language.Go, 5, @"^package\s+\w+\s*$|\bif\s+err\s*!=\s*nil\b|^\s*type\s+\w+\s+(struct|interface)\s*\{"),
        Sign(Language.Go, 4, @"^func\s+(\(\w*\s*\*?\w+\)\s+)?\w+\(|^import\s+\(\s*$"),
        Sign(Language.Go, 3, @"[\w)]\s*:=\s|\bdefer\s+\w|\bgo\s+func\(|\bchan\s+\w+|\bfmt\.[A-Z]|\bcontext\.Context\b"),

        Sign(Language.Kotlin, 5, @"\bdata\s+class\b|\bcompanion\s+object\b|\bsuspend\s+fun\b"),
        Sign(Language.Kotlin, 4, @"\bfun\s+(<[^>\n]+>\s*)?[\w.]+\s*\("),
        Sign(Language.Kotlin, 2, @"\bva[lr]\s+\w+(\s*:\s*[A-Z][\w<>?]*)?\s*=|^\s*import\s+[a-z][\w.]*\.[A-Z]\w*\s*$|\bwhen\s*[({]|\?:|\blistOf\("),

        Sign(Language.Ruby, 5, @"\bdo\s*\|[^|\n]*\|\s*$|^\s*require(_relative)?\s+['""]|\battr_(accessor|reader|writer)\b"),
        Sign(Language.Ruby, 4, @"^\s*def\s+(self\.)?\w+[?!]?(\s*\([^)\n]*\))?\s*$|^\s*(class|module)\s+[A-Z][\w:]*(\s*<\s*[A-Z][\w:]*)?\s*$"),
        Sign(Language.Ruby, 3, @"^\s*end\s*$|\bunless\b|\belsif\b|\.nil\?|^\s*@\w+\s*(\|\|)?="),
        Sign(Language.Ruby, 2, @"^\s*puts\s|:\w+\s*=>|\{\s*\|\w+\||#\{"),

        Sign(Language.Php, 5, @"\$this->|^\s*use\s+[A-Z]\w*(\\\w+)+;|^\s*namespace\s+\w+(\\\w+)+;"),
        Sign(Language.Php, 4, @"\bfunction\s*\w*\s*\([^)\n]*\$\w+|\bforeach\s*\(\s*\$\w+"),
        Sign(Language.Php, 2, @"^\s*\$\w+\s*=|\$\w+->\w+|\becho\s+['""$]"),

        Sign(Language.Rust, 5, @"\blet\s+mut\b|\bpub\s*(\(crate\)\s*)?(fn|struct|enum|mod|async|use|trait)\b|^\s*use\s+\w+(::[\w{}*, ]+)+;"),
        Sign(Language.Rust, 4, @"\bfn\s+\w+\s*(<[^>\n]*>)?\(|&mut\s|&self\b|^\s*impl\b"),
        Sign(Language.Rust, 3, @"^\s*#!?\[\w+|\.unwrap\(\)|->\s*(Result|Option|Self)\b|\bmatch\s+[^\n]+\{\s*$"),
        Sign(Language.Rust, 2, @"\b(println|vec|format|panic|assert)!\s*[(\[]|\w::\w"),

        Sign(Language.Scala, 5, @"\bcase\s+class\b|\bextends\s+\w+\s+with\s|^\s*import\s+[\w.]+\.[_{]"),
        Sign(Language.Scala, 4, @"^\s*(override\s+|private\s+|implicit\s+)*def\s+\w+[^\n=]*(:\s*[A-Z][^\n=]*)=\s*\{?[^\n]*$|^\s*(case\s+)?object\s+[A-Z]\w*"),
        Sign(Language.Scala, 2, @"\bval\s+\w+(\s*:\s*[A-Z][\w\[\], ]*)?\s*=|^\s*case\s+[^\n:]+=>|\bimplicit\b|\bFuture\["),

        Sign(Language.Shell, 5, @"^\s*(if|while|elif)\s+(\[\[?\s|!\s)|^\s*set\s+-[euxo]+"),
        Sign(Language.Shell, 4, @"^\s*(fi|done|esac)\s*$|;\s*(then|do)\s*$|^\s*for\s+\w+\s+in\s[^\n:]*$"),
        Sign(Language.Shell, 3, @"^\s*(echo|curl|export\s+\w+=|mkdir|sudo|apt-get|grep|sed|source|chmod|docker|kubectl|npm|git|cd)\s+\S"),
        Sign(Language.Shell, 2, @"""\$\{?\w+\}?""|^[A-Z_][A-Z0-9_]*=\S|\$\("),

        Sign(Language.Sql, 5, @"(?i)^\s*(select\s|insert\s+into|update\s+\S+\s+set|delete\s+from|create\s+(or\s+replace\s+)?(unique\s+|temp\s+|temporary\s+|materialized\s+)?(table|index|view|function|procedure|type|schema|trigger)|alter\s+table|drop\s+(table|index))"),
        Sign(Language.Sql, 3, @"(?i)\b(primary\s+key|not\s+null|references\s+\w+|varchar|bigint|timestamptz?|numeric\(|on\s+conflict|group\s+by|order\s+by|inner\s+join|left\s+join|begin\s*;|commit\s*;)"),
        Sign(Language.Sql, 2, @"(?i)^\s*(from|where|having|values|join|limit|set|union)\b"),

        Sign(Language.Json, 4, @"\A\s*[{\[]\s*(""[^""\n]*""\s*[:,\]]|[{\[]\s*[""{\[\]}]|[\]}]\s*\z)"),
        Sign(Language.Json, 3, @"^\s*[{,]?\s*""[^""\n]+""\s*:\s*(""|[\d{\[tfn-])"),

        Sign(Language.Toml, 3, @"^\[\[?[\w.""-]+\]\]?\s*$"),
        Sign(Language.Toml, 1, @"^[\w.-]+\s*=\s*(""[^""\n]*""|'[^'\n]*'|\[[^\n]*|\d[\d._]*|true|false)\s*$"),
        Sign(Language.Hcl, 5, @"^\s*(resource|variable|provider|module|output|data|terraform|locals)\s+(""[^""\n]+""\s*)*\{"),
        Sign(Language.Bicep, 5, @"^(param\s+\w+\s+(string|int|bool|object|array)\b|resource\s+\w+\s+'[^'\n]+@\d{4}|targetScope\s*=|module\s+\w+\s+'|output\s+\w+\s+(string|int|bool|object|array)\b)"),
        Sign(Language.Dockerfile, 4, @"^FROM\s+[\w./:@-]+(\s+AS\s+[\w-]+)?\s*$"),
        Sign(Language.Dockerfile, 3, @"^(RUN|COPY|ENTRYPOINT|CMD|WORKDIR|ENV|EXPOSE|ARG|USER)\s+\S"),
        Sign(Language.Markdown, 4, @"^```|\[[^\]\n]+\]\((https?:|\.|/|#)"),
        Sign(Language.Markdown, 3, @"^#{2,6}\s+\S|^\|\s*:?---"),
        Sign(Language.Markdown, 1, @"^\s*[-*]\s+\w|\*\*\w[^*\n]*\*\*|^\d+\.\s+\w|^# \w"),
        Sign(Language.Html, 4, @"(?i)\A\s*<(!--|head|body|div|script|table|form|main|section|p|ul|template|style|nav|header)\b"),
        Sign(Language.Html, 2, @"(?i)^\s*</?(div|span|body|head|script|table|tr|td|form|p|ul|li|a|button|input|template)\b"),
        Sign(Language.Xml, 4, @"\A\s*<[A-Za-z][\w:.-]*(\s+[\w:.-]+\s*=\s*""[^""]*"")*\s*/?>"),
        Sign(Language.Css, 3, @"^\s*(color|margin|padding|display|position|font-[\w-]+|background(-\w+)?|width|height|border(-\w+)?|flex|grid[\w-]*)\s*:\s*[^;{}\n]+;"),
        Sign(Language.Css, 2, @"^\s*([.#]?[\w-]+|@media[^{\n]*|:root)([\s,>+~:.#][^{}\n;=()]*)?\{\s*$"),
    ];

    /// <summary>SQL stands in strings of every other language; it is the language of a text only where the text begins with a statement.</summary>
    public static bool StartsAsSql(string text) => SqlStart.IsMatch(text);

    /// <summary>Whether all of the first lines are keys, items or comments, and two at least are keys.</summary>
    public static bool IsYaml(string text)
    {
        var (lines, keys) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++lines > MostLines) break;
            if (!YamlLine.IsMatch(line) || line.TrimEnd() is [.., ';' or '{' or ',']) return false;
            if (YamlKey.IsMatch(line)) keys++;
        }

        return keys >= 2;
    }

    private static LanguageSign Sign(Language language, int weight, string pattern) => new(language, weight, new Regex(pattern, Options));
}
