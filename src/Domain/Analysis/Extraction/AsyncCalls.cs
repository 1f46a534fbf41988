using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Whether a call to a store gives a promise or task rather than the outcome.</summary>
internal static class AsyncCalls
{
    public static bool IsAsync(Callee callee, Use use, Moment moment) => moment.Tree.File.Language switch
    {
        Language.JavaScript or Language.TypeScript => !moment.Facts.Imports("better-sqlite3", "node:sqlite", "bun:sqlite"),
        Language.CSharp => callee.Last.EndsWith("Async", StringComparison.Ordinal),
        Language.Python => (use.Outcome == Facts.Outcome.Awaited && moment.Function.Function is { IsAsync: true })
            || moment.Facts.Imports("asyncpg", "aiosqlite", "databases", "motor", "redis.asyncio", "aioredis", "sqlalchemy.ext.asyncio", "aiomysql", "aiopg", "tortoise"),
        _ => false,
    };
}
