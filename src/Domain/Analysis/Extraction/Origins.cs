using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>What the standard libraries' calls and members give, by their names.</summary>
internal static class Origins
{
    public static Traits OfMember(string path, Language language)
    {
        if (IsOfRequest(path)) return Traits.Requested;
        if (path.StartsWith("process.env", StringComparison.Ordinal) || path.StartsWith("os.environ", StringComparison.Ordinal)
            || path.StartsWith("import.meta.env", StringComparison.Ordinal) || path.StartsWith("settings.", StringComparison.Ordinal)
            || path.StartsWith("config.", StringComparison.Ordinal))
        {
            return Traits.Setting;
        }

        if (language != Language.CSharp) return path is "process.pid" ? Traits.Host : Traits.None;
        return path switch
        {
            "DateTime.Now" or "DateTimeOffset.Now" or "DateTime.Today" => Traits.Clock | Traits.LocalTime,
            "DateTime.UtcNow" or "DateTimeOffset.UtcNow" => Traits.Clock | Traits.Utc,
            "Environment.MachineName" or "Environment.ProcessId" => Traits.Host,
            "Environment.TickCount" or "Environment.TickCount64" => Traits.Clock | Traits.Milliseconds,
            _ when path.EndsWith(".Count", StringComparison.Ordinal) || path.EndsWith(".Length", StringComparison.Ordinal) => Traits.Level,
            _ => Traits.None,
        };
    }

    private static bool IsOfRequest(string path)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        if (last is "searchParams" or "query_params" or "queryStringParameters" or "pathParameters" or "RouteValues") return true;
        if (last is not ("params" or "query" or "body" or "args" or "form" or "json" or "Query" or "Form" or "GET" or "POST" or "path_params" or "view_args")) return false;
        var first = path.AsSpan(0, Math.Max(path.IndexOf('.', StringComparison.Ordinal), 0));
        return first is "req" or "request" or "ctx" or "context" or "Request" or "event" or "HttpContext" or "httpContext";
    }

    /// <summary>Whether a call gives what it is made on or handed, in another form.</summary>
    public static bool IsPlain(string name) => name is "get" or "getlist" or "getAll" or "get_or_404" or "String" or "str" or "int" or "Number" or "parseInt" or "parseFloat" or "parse" or "Parse" or "safeParse"
        or "validate" or "toString" or "ToString" or "trim" or "Trim" or "strip" or "lower" or "toLowerCase" or "toUpperCase" or "upper" or "decodeURIComponent" or "UUID" or "First" or "FirstOrDefault" or "json";

    public static Traits OfCall(Callee callee, CallExpression call, Language language)
    {
        switch (callee.Last)
        {
            case "randomUUID" or "uuid4" or "uuidv4" or "uuidv7" or "uuid7" or "uuid1" or "nanoid" or "ulid" or "cuid" or "createId" or "NewGuid" or "CreateVersion7"
                or "token_hex" or "token_urlsafe" or "randomBytes" or "getrandbits" or "GetHexString" or "generateId" or "generate_id" or "NewUlid" or "NextGuid" or "NewSequentialGuid" or "uuid6" or "createCuid" or "cuid2":
            case "v4" or "v1" or "v7" when call.Callee is NameExpression || callee.Path.StartsWith("uuid", StringComparison.OrdinalIgnoreCase):
            case "uuid" when !call.IsNew && call.Callee is NameExpression or MemberExpression { Target: NameExpression { Name: not ("z" or "t" or "v" or "p" or "s" or "y" or "Joi" or "yup" or "Type" or "table" or "schema") } }:
            case "ULID" or "ObjectId" when call.IsNew || call.Arguments.IsEmpty:
                return Traits.Random;
            case "random" or "randint" or "randrange" or "Next" or "NextInt64" or "randomInt"
                when callee.Path.Contains("andom", StringComparison.Ordinal) || callee.Path.StartsWith("Math.", StringComparison.Ordinal)
                    || callee.Path.StartsWith("crypto", StringComparison.Ordinal):
                return Traits.Random;
            case "now" when callee.Path.EndsWith("Date.now", StringComparison.Ordinal):
                return Traits.Clock | Traits.Milliseconds | Traits.Utc;
            case "now" when callee.Path.EndsWith("datetime.now", StringComparison.Ordinal):
                return Traits.Clock | (call.Arguments.IsEmpty ? Traits.LocalTime : Traits.Utc);
            case "now" when callee.Path.EndsWith("timezone.now", StringComparison.Ordinal) || callee.Path.EndsWith("performance.now", StringComparison.Ordinal):
                return Traits.Clock | Traits.Utc;
            case "now" or "local" when callee.Path.StartsWith("DateTime.", StringComparison.Ordinal):
                return Traits.Clock | Traits.LocalTime;
            case "utcnow" or "utc" or "GetUtcNow":
                return (callee.Last == "utc" && !call.Arguments.IsEmpty ? Traits.None : Traits.Clock) | Traits.Utc;
            case "toUTC" or "ToUniversalTime":
            case "setZone" or "tz" or "astimezone" when !call.Arguments.IsEmpty:
                return Traits.Utc;
            case "today" when callee.Path.EndsWith("date.today", StringComparison.Ordinal) || callee.Path.EndsWith("datetime.today", StringComparison.Ordinal):
            case "dayjs" or "moment" when call.Arguments.IsEmpty:
            case "fromtimestamp" or "localtime" or "mktime" when language == Language.Python && call.Arguments.Length < 2:
            case "GetLocalNow" or "ToLocalTime":
                return (callee.Last is "fromtimestamp" or "ToLocalTime" or "mktime" ? Traits.None : Traits.Clock) | Traits.LocalTime
                    | (callee.Path.EndsWith("date.today", StringComparison.Ordinal) ? Traits.Truncated : Traits.None);
            case "Date" when call.IsNew && language is Language.JavaScript or Language.TypeScript:
                return call.Arguments.Length switch
                {
                    0 => Traits.Clock,
                    1 => Traits.None,
                    _ => Traits.LocalTime,
                };
            case "parse" when callee.Path == "Date.parse":
                return Traits.Milliseconds;
            case "UTC" when callee.Path == "Date.UTC":
                return Traits.Utc | Traits.Milliseconds;
            case "getTime" or "valueOf" or "ToUnixTimeMilliseconds" or "toMillis" when call.Arguments.IsEmpty:
                return Traits.Milliseconds;
            case "time" when callee.Path == "time.time":
                return Traits.Clock | Traits.Seconds | Traits.Fraction | Traits.Utc;
            case "time_ns" or "perf_counter" or "monotonic" or "hrtime" or "GetTimestamp" or "bigint" when !callee.Path.StartsWith("BigInt", StringComparison.Ordinal):
                return Traits.Clock;
            case "ToUnixTimeSeconds" or "unix" or "timestamp" or "toSeconds" or "getUnixTime" when call.Arguments.Length < 2:
                return Traits.Seconds;
            case "toISOString" or "isoformat" or "toISO" or "formatISO":
            case "ToString" when call.Arguments is [{ Value: LiteralExpression { Value: "o" or "O" or "s" or "u" } }, ..]:
                return Traits.IsoTime | (callee.Last == "toISOString" ? Traits.Utc : Traits.None);
            case "getDate" or "getMonth" or "getFullYear" or "getHours" or "getDay" or "setHours" or "setDate" or "setMonth" or "toLocaleDateString"
                or "toDateString" or "toLocaleString" when language is Language.JavaScript or Language.TypeScript:
                return Traits.LocalTime;
            case "createHash" or "sha256" or "sha1" or "md5" or "hexdigest" or "digest" or "HashData" or "createHmac" or "uuid5" or "uuidv5" or "v5" or "ComputeHash":
                return Traits.Hash;
            case "hashCode" or "GetHashCode" or "hash":
                return Traits.Hash | Traits.Truncated;
            case "floor" or "ceil" or "round" or "trunc" or "Floor" or "Ceiling" or "Round" or "Truncate" or "parseInt" or "int" or "rint":
                return callee.Path is "Number.parseInt" or "parseInt" or "int" && call.Arguments is [{ Value: LiteralExpression or MemberExpression or NameExpression }, ..]
                    ? Traits.None : Traits.Rounded;
            case "parseFloat" or "float" or "toFixed" or "toPrecision" or "ToDouble" or "ToSingle":
            case "Parse" or "TryParse" when callee.Path.StartsWith("double", StringComparison.OrdinalIgnoreCase) || callee.Path.StartsWith("float", StringComparison.Ordinal):
                return Traits.Fraction;
            case "Decimal" or "BigInt" or "Big" or "BigNumber" or "ToDecimal":
                return Traits.Exact;
            case "len" or "count" or "Count" or "CountAsync" or "size" or "countDocuments" or "LongCountAsync" or "scard" or "llen":
                return Traits.Level;
            case "substring" or "slice" or "substr" or "Substring":
                return call.Arguments is [.., { Value: LiteralExpression length }] ? OfCut(length.Value) : Traits.Truncated;
            case "startOf" or "toDateString" or "truncatedTo" or "startOfDay" or "startOfMonth" or "startOfHour":
            case "split" when call.Arguments is [{ Value: LiteralExpression { Value: "T" } }]:
            case "date" when call.Arguments.IsEmpty && language == Language.Python:
                return Traits.Truncated;
            case "strftime" or "format" or "ToString" or "toFormat" when call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } pattern }, ..] && IsCoarse(pattern.Value, callee.Last):
                return Traits.Truncated;
            case "hostname" or "gethostname" or "getpid" or "GetHostName":
                return Traits.Host;
            case "getenv" or "GetEnvironmentVariable" or "getOrThrow":
                return Traits.Setting;
            case "GetValueOrDefault" or "getOrDefault":
                return Traits.Defaulted;
            default:
                return Traits.None;
        }
    }

    /// <summary>Whether a call by this name looks up what is stored.</summary>
    public static bool Fetches(string name) => name is "query" or "Query" or "QueryAsync" or "execute" or "scalar" or "scalars" or "scalar_one" or "scalar_one_or_none" or "fetch" or "fetchrow" or "fetchval" or "fetchone"
        or "fetchall" or "fetch_one" or "fetch_all" or "fetchmany" or "find" or "findMany" or "findFirst" or "findUnique" or "findOne" or "findAll" or "find_one" or "get" or "filter" or "all" or "first" or "one" or "one_or_none"
        or "select" or "where" or "Where" or "ToListAsync" or "ToArrayAsync" or "FirstOrDefaultAsync" or "SingleOrDefaultAsync" or "SingleAsync" or "FirstAsync" or "QuerySingleAsync" or "QueryFirstOrDefaultAsync"
        or "QueryFirstAsync" or "QuerySingleOrDefaultAsync" or "ExecuteScalarAsync" or "values_list" or "getMany" or "getOne" or "many" or "oneOrNone" or "exec" or "toArray" or "FindAsync" or "get_item" or "GetItemAsync";

    /// <summary>What keeping this many characters of a text does to it: with sixteen, little is lost of a hash or an id.</summary>
    public static Traits OfCut(ReadOnlySpan<char> length) =>
        int.TryParse(length, System.Globalization.CultureInfo.InvariantCulture, out var kept) && kept >= 16 ? Traits.None : Traits.Truncated;

    /// <summary>Whether a pattern of a date and time leaves the seconds out.</summary>
    private static bool IsCoarse(string pattern, string call) =>
        pattern.Contains(call == "strftime" ? "%Y" : "yy", call == "strftime" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
        && !(call == "strftime" ? pattern.Contains("%S", StringComparison.Ordinal) || pattern.Contains("%f", StringComparison.Ordinal) || pattern.Contains("%s", StringComparison.Ordinal)
            : pattern.Contains("ss", StringComparison.Ordinal));
}
