using Claudit.Analysis.Facts;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class FileRolesTests
{
    [Theory]
    [InlineData("src/usage.ts", "export const sum = (a) => a", FileRole.Production)]
    [InlineData("src/usage.test.ts", "", FileRole.Test)]
    [InlineData("examples/usage.ts", "", FileRole.Example)]
    [InlineData("db/migrations/1.sql", "create table usage (id int)", FileRole.Migration)]
    [InlineData("src/UsagePage.tsx", "export const Page = () => <p>{total}</p>", FileRole.Interface)]
    [InlineData("src/useUsage.ts", "export const useUsage = () => 1", FileRole.Interface)]
    [InlineData("src/components/total.js", "export const total = 1", FileRole.Interface)]
    [InlineData("src/total.ts", "import { useMemo } from 'react'", FileRole.Interface)]
    [InlineData("src/components/total.cs", "class Total { }", FileRole.Production)]
    [InlineData("src/UsagePage.tsx", "const rows = await prisma.usage.findMany({}); export const Page = () => <p>{rows}</p>", FileRole.Production)]
    [InlineData("src/UsagePage.tsx", "import { totals } from '../usage.server'; export const Page = () => <p/>", FileRole.Production)]
    [InlineData("src/UsagePage.tsx", "export async function loader() { return totals() } export default () => <p/>", FileRole.Production)]
    [InlineData("src/Button.tsx", "export const Button = () => <b onClick={() => stripe.billing.meterEvents.create({ event_name: 'clicks' })}/>", FileRole.Production)]
    public void A_file_that_only_shows_is_told_from_one_that_serves(string path, string text, FileRole role)
    {
        var language = Path.GetExtension(path) switch { ".cs" => Language.CSharp, ".sql" => Language.Sql, ".js" => Language.JavaScript, _ => Language.TypeScript };
        Assert.Equal(role, FactExtractor.Extract(new SourceFile(path, language, text)).Role);
    }
}
