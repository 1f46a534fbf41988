using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class SqlFilesTests
{
    private const string Schema = """
        CREATE TABLE users (id int PRIMARY KEY);
        CREATE TABLE usage_events (
          id text NOT NULL,
          qty numeric
        );
        CREATE UNIQUE INDEX ux ON usage_events (id);

        CREATE VIEW usage_totals AS
          SELECT customer_id, sum(qty)
          FROM usage_events
          WHERE at <= now()
          GROUP BY customer_id;
        UPDATE users SET name = 'x';
        """;

    [Fact]
    public void Tables_of_all_names_are_noted() =>
        Assert.Equal("users(id) unique id ;; usage_events(id, qty) ;; usage_events() unique id", Extracted.Tables(Schema, Language.Sql));

    [Fact]
    public void A_view_that_sums_usage_is_a_read_on_its_own_lines()
    {
        var site = Assert.Single(Extracted.Facts(Schema, Language.Sql).Sites);
        Assert.Equal(["sum", "view"], site.Tags);
        Assert.Equal("8-12", site.Lines.ToString());
        Assert.Equal(11, Assert.Single(site.Query!.Predicates).Line);
    }
}
