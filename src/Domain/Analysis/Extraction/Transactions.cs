using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Transactions that a function begins and commits by calls, without a block of their own. Registrations with the tags <c>transaction</c> and <c>begin</c> or
/// <c>commit</c>.
/// </summary>
internal sealed class Transactions : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        var step = callee.Last switch
        {
            "BeginTransaction" or "BeginTransactionAsync" or "beginTransaction" or "begin_transaction" or "startTransaction" or "start_transaction" => "begin",
            "Commit" or "CommitAsync" or "commit" or "commitTransaction" or "CommitTransactionAsync" when callee.Mentions("trans") || callee.Mentions("tx") || callee.Mentions("trx") || callee.Last.Length > 11 => "commit",
            "query" or "execute" or "exec" when call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } statement }, ..] => statement.Value.Trim().TrimEnd(';').ToUpperInvariant() switch
            {
                "BEGIN" or "BEGIN TRANSACTION" or "START TRANSACTION" => "begin",
                "COMMIT" => "commit",
                _ => null,
            },
            _ => null,
        };
        if (step is not null) moment.Facts.Add(moment.Site(SiteKind.Register, call, callee.Path) with { Tags = ["transaction", step], Outcome = use.Outcome });
    }
}
