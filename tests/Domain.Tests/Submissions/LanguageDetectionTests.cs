using Xunit;

namespace Claudit.Submissions;

public sealed class LanguageDetectionTests
{
    [Theory]
    [InlineData("a.ts", Language.TypeScript)]
    [InlineData("a.TSX", Language.TypeScript)]
    [InlineData("a.d.ts", Language.TypeScript)]
    [InlineData("a.mjs", Language.JavaScript)]
    [InlineData("a.jsx", Language.JavaScript)]
    [InlineData("a.pyi", Language.Python)]
    [InlineData("a.cs", Language.CSharp)]
    [InlineData("a.sql", Language.Sql)]
    [InlineData("a.go", Language.Go)]
    [InlineData("A.java", Language.Java)]
    [InlineData("a.kts", Language.Kotlin)]
    [InlineData("Gemfile", Language.Ruby)]
    [InlineData("a.php", Language.Php)]
    [InlineData("a.rs", Language.Rust)]
    [InlineData("build.sbt", Language.Scala)]
    [InlineData("a.sh", Language.Shell)]
    [InlineData(".env.production", Language.Shell)]
    [InlineData("a.yml", Language.Yaml)]
    [InlineData("a.json", Language.Json)]
    [InlineData("Cargo.toml", Language.Toml)]
    [InlineData("main.tf", Language.Hcl)]
    [InlineData("main.bicep", Language.Bicep)]
    [InlineData("x/Dockerfile", Language.Dockerfile)]
    [InlineData("Dockerfile.dev", Language.Dockerfile)]
    [InlineData("README.md", Language.Markdown)]
    [InlineData("a.vue", Language.Html)]
    [InlineData("a.scss", Language.Css)]
    [InlineData("a.csproj", Language.Xml)]
    [InlineData("a.swift", Language.Text)]
    public void A_name_tells_the_language(string path, Language expected) => Assert.Equal(expected, LanguageNames.Of(path));

    [Theory]
    [InlineData("pasted")]
    [InlineData("snippet.txt")]
    [InlineData("a.unknown")]
    [InlineData("ts")]
    public void Other_names_leave_it_to_the_content(string path) => Assert.Null(LanguageNames.Of(path));

    [Fact]
    public void Every_language_has_a_name_of_its_own_for_nameless_text()
    {
        foreach (var language in Enum.GetValues<Language>())
            if (language != Language.Text) Assert.Equal(language, LanguageNames.Of(LanguageNames.PathFor("pasted", language)));
    }

    public static TheoryData<Language, string> Snippets => new()
    {
        { Language.TypeScript, "interface UsageEvent {\n  customerId: string;\n  units: number;\n}" },
        { Language.TypeScript, "import Stripe from 'stripe';\n\nconst stripe = new Stripe(process.env.KEY!);\nexport async function report(id: string, units: number): Promise<void> {\n  await stripe.billing.meterEvents.create({ event_name: 'api', payload: { value: String(units) } });\n}" },
        { Language.TypeScript, "export class Meter {\n  constructor(private readonly client: OrbClient) {}\n  async send(events: Event[]) {\n    await this.client.events.ingest({ events });\n  }\n}" },
        { Language.TypeScript, "type Plan = 'free' | 'pro';\nconst limits: Record<Plan, number> = { free: 10, pro: 100 };\nif (used >= limits[plan]) throw new Error('limit');" },
        { Language.TypeScript, "@Injectable()\nexport class UsageService {\n  private readonly logger = new Logger(UsageService.name);\n  async track(userId: string): Promise<number> {\n    return this.repo.count({ userId });\n  }\n}" },
        { Language.JavaScript, "const stripe = require('stripe')(process.env.STRIPE_KEY);\n\nfor (let i = 0; i < 3; i++) {\n  await stripe.billing.meterEvents.create({ event_name: 'calls' });\n}" },
        { Language.JavaScript, "app.post('/v1/complete', async (req, res) => {\n  await meter.record({ id: crypto.randomUUID(), units: 1 });\n  res.json({ ok: true });\n});" },
        { Language.JavaScript, "export default function Usage({ total }) {\n  return (\n    <div className=\"usage\">{total}</div>\n  );\n}" },
        { Language.JavaScript, "const sql = `\n  SELECT sum(units) FROM usage_events\n  WHERE account_id = ${id}\n`;\nconst rows = await db.query(sql);" },
        { Language.JavaScript, "try {\n  await lago.events.createEvent({ event });\n} catch (e) {\n  console.error(e);\n}" },
        { Language.JavaScript, "await orb.events.ingest({\n  events: [{ event_name: 'api', idempotency_key: crypto.randomUUID(), timestamp: new Date().toISOString() }],\n});" },
        { Language.Python, "import stripe\n\ndef report(customer, units):\n    stripe.billing.MeterEvent.create(event_name=\"api\", payload={\"value\": units})" },
        { Language.Python, "for attempt in range(3):\n    try:\n        client.events.ingest(events=[event])\n    except Exception:\n        pass" },
        { Language.Python, "@app.route(\"/usage\")\nasync def usage(request):\n    total = await db.fetch_val(\"SELECT sum(units) FROM usage\")\n    return {\"total\": total}" },
        { Language.Python, "class Usage(models.Model):\n    key = models.CharField(max_length=64, unique=True)\n    units = models.IntegerField()" },
        { Language.Python, "from datetime import datetime\nstart = datetime.now().replace(day=1)\nprint(start)" },
        { Language.Python, "if not user.is_active:\n    raise ValueError(\"inactive\")\nself.counter += 1" },
        { Language.CSharp, "using Stripe;\n\npublic sealed class Meter(MeterEventService service)\n{\n    public async Task Send(string customer, int units) => await service.CreateAsync(new());\n}" },
        { Language.CSharp, "public async Task<IActionResult> Complete(CompletionRequest request)\n{\n    var usage = await _meter.RecordAsync(request.Id);\n    return Ok(usage);\n}" },
        { Language.CSharp, "foreach (var item in items)\n{\n    total += item.Units;\n}" },
        { Language.CSharp, "namespace Billing;\n\npublic record UsageEvent(Guid Id, string Customer, decimal Units, DateTimeOffset At);" },
        { Language.CSharp, "var key = Guid.NewGuid().ToString();\nfor (var i = 0; i < 3; i++)\n{\n    await client.PostAsJsonAsync(\"/events\", new { key });\n}" },
        { Language.CSharp, "[Fact]\npublic void Counts()\n{\n    Assert.Equal(1, meter.Count);\n}" },
        { Language.Sql, "SELECT account_id, sum(units)\nFROM usage_events\nWHERE created_at >= date_trunc('month', now())\nGROUP BY account_id;" },
        { Language.Sql, "create table usage_events (\n  id uuid primary key,\n  units bigint not null\n);" },
        { Language.Sql, "-- charge\ninsert into charges (account, amount)\nselect account, sum(units) * 0.01 from usage group by account\non conflict do nothing;" },
        { Language.Sql, "WITH monthly AS (\n  SELECT * FROM usage\n)\nUPDATE invoices SET total = m.total FROM monthly m;" },
        { Language.Sql, "ALTER TABLE usage ADD CONSTRAINT usage_key UNIQUE (key);\nCREATE INDEX usage_at ON usage (at);\nDROP TABLE old_usage;" },
        { Language.Go, "package meter\n\nfunc Send(ctx context.Context, e Event) error {\n\tif err := client.Ingest(ctx, e); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}" },
        { Language.Java, "package com.acme.billing;\n\nimport java.util.List;\n\npublic class Meter {\n  private final OrbClient client;\n}" },
        { Language.Java, "@Override\npublic void handle(UsageEvent event) throws IOException {\n    String key = UUID.randomUUID().toString();\n    client.send(key, event);\n}" },
        { Language.Kotlin, "data class Usage(val id: String, val units: Int)\n\nsuspend fun send(usage: Usage) {\n    client.ingest(usage)\n}" },
        { Language.Ruby, "class UsageJob < ApplicationJob\n  def perform(account)\n    Stripe::Billing::MeterEvent.create(event_name: 'api')\n  end\nend" },
        { Language.Php, "<?php\n$stripe = new StripeClient($key);\n$stripe->billing->meterEvents->create([]);" },
        { Language.Rust, "use std::time::SystemTime;\n\npub fn send(event: &Event) -> Result<(), Error> {\n    let mut tries = 0;\n    client.ingest(event)\n}" },
        { Language.Scala, "case class Usage(id: String, units: Long)\n\nobject Meter {\n  def total(all: Seq[Usage]): Long = all.map(_.units).sum\n}" },
        { Language.Shell, "#!/usr/bin/env bash\nset -euo pipefail\ncurl -X POST \"$URL\"" },
        { Language.Shell, "for f in *.csv; do\n  curl -F file=@\"$f\" \"$URL\"\ndone" },
        { Language.Python, "#!/usr/bin/env python3\nx = 1" },
        { Language.Yaml, "name: usage\non:\n  schedule:\n    - cron: '0 0 * * *'" },
        { Language.Json, "{\n  \"meter\": \"api_calls\",\n  \"aggregation\": \"sum\"\n}" },
        { Language.Toml, "[package]\nname = \"meter\"\nversion = \"0.1.0\"\n" },
        { Language.Hcl, "resource \"aws_sqs_queue\" \"usage\" {\n  name = \"usage\"\n}" },
        { Language.Bicep, "param location string = resourceGroup().location\n\nresource queue 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n}" },
        { Language.Dockerfile, "FROM node:22-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci" },
        { Language.Markdown, "# Metering\n\n## Events\n\nSee [the docs](https://example.com).\n\n```ts\nconst a = 1;\n```" },
        { Language.Html, "<!DOCTYPE html>\n<html>\n<body></body>\n</html>" },
        { Language.Css, ".usage {\n  color: red;\n  margin: 0;\n}" },
        { Language.Xml, "<?xml version=\"1.0\"?>\n<a/>" },
        { Language.Xml, "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup />\n</Project>" },
        { Language.Text, "Dear all,\n\nplease send the usage from last month.\nIf not, we import it from the old system.\n" },
        { Language.Text, "" },
        { Language.Text, "42" },
    };

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_pasted_snippet_is_told_from_its_relatives(Language expected, string snippet)
    {
        Assert.Equal(expected, LanguageDetection.OfContent(snippet));
        Assert.Equal(expected, LanguageDetection.OfContent(snippet.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public void Any_text_gets_a_language()
    {
        var random = new Random(29);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Create(random.Next(400), random, (span, source) =>
            {
                foreach (ref var character in span) character = (char)source.Next(1, round % 2 == 0 ? 128 : 65_536);
            });
            LanguageDetection.OfContent(text);
        }
    }
}
