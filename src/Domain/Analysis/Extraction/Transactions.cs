using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Transactions that are begun by one statement and committed by another: what stands between is within them.</summary>
internal sealed class Transactions : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        switch (callee.Last)
        {
            case "BeginTransactionAsync" or "BeginTransaction" or "beginTransaction" or "startTransaction" or "start_transaction" or "TransactionScope":
            case "begin" or "begin_nested" when call.Arguments.IsEmpty && call.Callee is MemberExpression:
            case "query" or "execute" or "exec" or "run" or "queryAsync" or "ExecuteAsync" when Says(call, "BEGIN", "START TRANSACTION", "BEGIN TRANSACTION"):
                moment.InnermostFunction.InTransaction = true;
                break;
            case "commit" or "Commit" or "CommitAsync" or "commitTransaction" or "commit_transaction" or "CommitTransactionAsync" or "Complete" when call.Arguments.Length <= 1:
            case "query" or "execute" or "exec" or "run" or "ExecuteAsync" when Says(call, "COMMIT", "COMMIT TRANSACTION"):
                // On a branch that commits and leaves, the rest of the function is still inside.
                if (!IsOnBranch(moment)) moment.InnermostFunction.InTransaction = false;
                break;
        }
    }

    private static bool IsOnBranch(Moment moment)
    {
        for (var index = moment.Frames.Count - 1; index >= 0; index--)
        {
            if (moment.Frames[index] is FunctionFrame) return false;
            if ((moment.Frames[index].Surroundings & (Surroundings.Branch | Surroundings.Catch)) != 0) return true;
        }

        return false;
    }

    private static bool Says(CallExpression call, params ReadOnlySpan<string> statements)
    {
        if (call.Arguments is not [{ Value: LiteralExpression { Kind: LiteralKind.String, Value.Length: < 40 } literal }, ..]) return false;
        var text = literal.Value.AsSpan().Trim().TrimEnd(';');
        foreach (var statement in statements)
        {
            if (text.StartsWith(statement, StringComparison.OrdinalIgnoreCase) && (text.Length == statement.Length || text[statement.Length] is ' ')) return true;
        }

        return false;
    }
}
