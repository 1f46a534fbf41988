using System.Buffers;
using System.Collections.Frozen;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells modules of the program itself from those of others, as far as an import shows it.</summary>
internal static class OwnModules
{
    /// <summary>More names than this are imported by generated code.</summary>
    private const int NameLimit = 400;

    private static readonly SearchValues<string> Metering = SearchValues.Create(
        ["usage", "meter", "billing", "billable", "invoic", "quota", "overage", "ledger", "credits", "consumption", "stripe", "metronome", "openmeter", "lago", "orb-billing", "import orb", "orb_events"], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Foreign = new[]
    {
        "abc", "argparse", "asyncio", "base64", "collections", "concurrent", "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "email", "enum", "functools", "gzip", "hashlib", "hmac", "http", "importlib", "inspect",
        "io", "itertools", "json", "logging", "math", "multiprocessing", "operator", "os", "pathlib", "pickle", "queue", "random", "re", "secrets", "shutil", "signal", "socket", "statistics", "string", "struct", "subprocess", "sys",
        "tempfile", "threading", "time", "traceback", "types", "typing", "unittest", "urllib", "uuid", "warnings", "zoneinfo", "aiohttp", "apscheduler", "asyncpg", "boto3", "botocore", "celery", "clickhouse_connect", "django",
        "dotenv", "dramatiq", "fastapi", "flask", "google", "httpx", "jose", "jwt", "kombu", "lago_python_client", "metronome", "motor", "numpy", "openmeter", "opentelemetry", "orb", "pandas", "pika", "prefect", "prometheus_client",
        "psycopg", "psycopg2", "pydantic", "pydantic_settings", "pymongo", "pytz", "redis", "requests", "rest_framework", "rq", "sentry_sdk", "sqlalchemy", "sqlmodel", "starlette", "stripe", "structlog", "tenacity", "tornado",
        "typing_extensions", "uvicorn", "yaml", "confluent_kafka", "aiokafka", "kafka", "dagster", "airflow", "cachetools", "backoff",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static HashSet<string> NamesIn(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in tree.Root.Statements)
        {
            if (statement is not ImportStatement import || !IsOwn(import.Module, tree.File.Language)) continue;
            foreach (var name in import.Names)
            {
                if (names.Count < NameLimit) names.Add(name);
            }
        }

        return names;
    }

    public static bool SpeakOfMetering(SourceFile file) => file.Path.AsSpan().ContainsAny(Metering) || file.Text.AsSpan().ContainsAny(Metering);

    private static bool IsOwn(string module, Language language) => language switch
    {
        Language.JavaScript or Language.TypeScript => module is ['.' or '#' or '~', ..] || module.StartsWith("@/", StringComparison.Ordinal) || module.StartsWith("src/", StringComparison.Ordinal),
        Language.Python => !Foreign.Contains(module.IndexOf('.') is > 0 and var dot ? module[..dot] : module),
        _ => false,
    };
}
