using Claudit.Analysis.Facts;
using Claudit.Code.Sql;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Files in SQL: the tables they define, and what their statements, views and functions read and write. Tags as those of
/// <see cref="Queries"/>; a view that reads has <c>view</c>.
/// </summary>
internal sealed class SqlFiles : Recogniser
{
    public override void Statement(Statement statement, Moment moment)
    {
        if (moment.Tree.File.Language != Language.Sql || statement != moment.Tree.Root) return;
        foreach (var read in SqlReader.Read(moment.Tree.File.Text))
        {
            var lines = moment.Tree.Lines.LinesOf(read.Span);
            if (QueryFacts.ShapeOf(read, lines) is { } table) moment.Facts.Add(table);
            var query = QueryFacts.Of(read, moment.Tree.Lines.LineAt);
            if ((read.Shape is not null && query.Aggregates.IsEmpty) || !QueryFacts.Matters(query, "")) continue;
            moment.Facts.Add(moment.Site(QueryFacts.KindOf(query), statement, query.Verb) with
            {
                Lines = lines,
                Offset = read.Span.Start,
                Target = QueryFacts.TargetOf(query),
                Tags = QueryFacts.TagsOf(query),
                Outcome = Outcome.Awaited,
                Query = query,
            });
        }
    }
}
