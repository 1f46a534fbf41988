using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Code.Lexing;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Syntax;

/// <summary>The code model and the facts, on programs that were written to break them.</summary>
public sealed class HostileProgramTests
{
    private static readonly Language[] Modelled = [Language.TypeScript, Language.JavaScript, Language.Python, Language.CSharp];

    private static readonly string[] Fragments =
    [
        "(", ")", "[", "]", "{", "}", "<", ">", ">>", "=>", "->", "?", "?.", ":", "::", ";", ",", ".", "...", "=", "==", "+=", "++", "!", "-", "*", "**", "&&", "||", "??",
        "@", "#", "`", "${", "f\"", "{x}", "\"", "'", "\n", "\n    ", "\n  ", "\t", "if ", "else ", "elif ", "for ", "foreach ", "while ", "do ", "try", "catch ", "except ",
        "finally", "with ", "using ", "switch ", "case ", "default", "match ", "return ", "throw ", "raise ", "await ", "async ", "yield ", "function ", "def ", "lambda ",
        "class ", "record ", "namespace ", "interface ", "type ", "enum ", "new ", "import ", "from ", "export ", "const ", "let ", "var ", "in ", "of ", "is ", "as ", "not ",
        "public ", "static ", "get ", "set ", "this", "self", "x", "usage", "stripe.billing.meterEvents.create", "int ", "Task<int> ", "where T : ", "/>", "</a>", "<a ", "0", "1.5",
    ];

    public static TheoryData<Language, int> Seeds
    {
        get
        {
            var seeds = new TheoryData<Language, int>();
            foreach (var language in Modelled)
            {
                for (var seed = 0; seed < 8; seed++) seeds.Add(language, seed);
            }

            return seeds;
        }
    }

    public static TheoryData<Language, string> Traps
    {
        get
        {
            var traps = new TheoryData<Language, string>();
            foreach (var language in Modelled)
            {
                foreach (var trap in (string[])
                [
                    "(", "[", "{", "<", "a(", "a[", "a.", "a?.b", "a+", "-", "!", "a?b:", "a=", "a=>", "(a)=>", "async ", "await ", "new ", "new A{", "f(x, ", "`${", "$\"{", "f'{",
                    "if(a)", "if (a) {", "if a:\n ", "else if (a) {} ", "elif a:\n", "for(;;)", "for x in ", "while(a)", "switch(a){case ", "try{", "try{}catch(e)", "try:\n", "with a as b:\n ",
                    "class A{", "class A:\n ", "function f(){", "def f():\n ", "lambda x:", "@a ", "[A] ", "a<b", "a<b,", "a<b>(", "(A)", "a is ", "a as ", "x,", "{a:", "{...", "not ", "return ", "import ",
                    "namespace A {", "int x = ", "Task<int> F(", "var (a, b) = ", "<a>", "<a b={", "x=<a>{<a>{", "x=<a></a>", "<a></b>", "x=<a b=<", "x=<a b='", "x=<a><b/>", "function f( ", "class A { f( ", "class A extends ", "@d class A { f( ", "class A { get a( ", "class A extends (class { ",
                    "class A<", "class A<B = ", "function f<T = {", "type T<A extends 'b' | -1, ", "({ m<", "def f(a=lambda b: ", "class A(class ", "record A(int a = ", "{x}", "a.b(c => ", ")", "}", "]", "usage += 1;\n", "stripe.billing.meterEvents.create({identifier: a,",
                    "if (used > limit) {", "import a\n", "x = x + y\n", "catch(() => {})", ".then(a)",
                ])
                {
                    traps.Add(language, trap);
                }
            }

            return traps;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_text_has_a_program_and_facts(Language language, int seed)
    {
        var random = new Random(seed);
        for (var turn = 0; turn < 60; turn++)
        {
            var text = turn % 3 == 0 ? HostileText.Concatenation(random, 200) : Program(random, 150);
            Analyze(text, language);
        }
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public void Work_grows_no_faster_than_the_text(Language language, string trap)
    {
        var (small, large) = (string.Concat(Enumerable.Repeat(trap, 1_000)), string.Concat(Enumerable.Repeat(trap, 4_000)));
        // Four times the text may cost a little more than four times the work, where the first part has not reached a limit yet.
        AssertGrowth(Steps(small, language), Steps(large, language), 5_000);
        AssertGrowth(Memory(small, language), Memory(large, language), 400_000);
    }

    [Theory]
    [InlineData(Language.TypeScript, "x = { a ", "async ")]
    [InlineData(Language.TypeScript, "f({ a: 1 ", "get ")]
    [InlineData(Language.TypeScript, "class A { ", "set ")]
    [InlineData(Language.TypeScript, "class A { b = { c ", "async get ")]
    [InlineData(Language.CSharp, "x = new A { ", "{ ")]
    public void Work_grows_no_faster_than_what_stands_within(Language language, string before, string repeated)
    {
        var (small, large) = (before + string.Concat(Enumerable.Repeat(repeated, 1_000)), before + string.Concat(Enumerable.Repeat(repeated, 4_000)));
        AssertGrowth(Steps(small, language), Steps(large, language), 5_000);
    }

    [Theory]
    [InlineData("x = new A ", "{ ")]
    [InlineData("x = new A ", "{{")]
    [InlineData("x = new A { ", "{ a, ")]
    [InlineData("x = new A { ", "[a] = { ")]
    [InlineData("x = ", "new A { B = ")]
    public void Initializers_within_each_other_need_no_more_stack_than_there_is(string before, string repeated)
    {
        var gap = Analyze(before + string.Concat(Enumerable.Repeat(repeated, 100_000)), Language.CSharp).Gap;
        Assert.DoesNotContain("broke", gap ?? "", StringComparison.Ordinal);
    }

    /// <summary>What recognisers follow to the value of a variable: keys, texts, tables, rows, prices, times, limits, options.</summary>
    public static TheoryData<string> Uses =>
    [
        "redis.incr(x)", "redis.set(x, x, x)", "redis.eval(x, x)", "cache.get(x)", "fetch(x, x)", "axios.post(x, x, x)", "requests.post(x, json=x, headers=x)", "http.PostAsync(x, x)",
        "db.query(x, x)", "db.execute(x, x)", "connection.Execute(x, x)", "pool.query(x + x, [x])", "db.insert(x).values(x)", "db(x).insert(x)", "supabase.from(x).upsert(x, x)",
        "prisma.usage.create({ data: x })", "prisma.usage.findMany({ where: x, select: x, orderBy: x })", "client.send(new PutCommand(x))", "client.send(new TransactWriteCommand({ TransactItems: x }))",
        "table.put_item(Item=x)", "table.update_item(x)", "stripe.billing.meterEvents.create(x, x)", "stripe.billing.meterEvents.create({ identifier: x, payload: x, timestamp: x })",
        "producer.send(x)", "sqs.sendMessage(x)", "queue.add(x, x, x)", "new Queue(x, x)", "counter.inc(x)", "histogram.labels(x).observe(x)", "res.json(x)", "res.status(x).send(x)", "logger.error(x, x)",
        "if (used * x > limit) { throw x }", "if (x + x > limit) { return x }", "if (x - used < x) { x() }", "return x * rate", "total += x * x", "Math.ceil(x / 1000)", "sub(x, x)", "timedelta(x)",
        "retry(x, x)", "setInterval(x, x)", "cron.schedule(x, x)", "consumer.run({ eachMessage: x })", "Usage.objects.filter(x=x)", "session.add(x)", "collection.updateOne(x, x)", "collection.aggregate(x)",
        "entry.used = x", "x.push(x)", "usage.push(x)", "x.length > 100 ? x : x", "new Date(x)", "x[x]", "x(x)", "app.post(x, x)", "dayjs(x).diff(x)", "x.map(y => x)", "limits[x] || x",
    ];

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_value_that_is_made_of_itself_is_followed_to_an_end(string use)
    {
        string[] circles =
        [
            "x = x + 'usage'; ", "x = y + 'usage'; y = x + x; ", "x = [x]; ", "x = [...y, y]; y = [x]; ", "x = { x, params: x, url: x, ...x }; ", "x = { data: y, values: y }; y = { x, values: x }; ",
            "x = f(x); ", "x = new URL(x, x); ", "x = new Cmd(y); y = new Cmd(x); ", "x = `usage ${x}`; ", "x = x * x / y; y = x * y; ", "x = x || y; y = y ?? x; ", "x = await x; ", "x = x.map(z => x); ",
            "x = x ? x : y; y = x ? y : x; ", "x = x.y.z(); ", "x = (x, y); y = x => x; ", "x = -x; ", "x = x[y]; y = y[x]; ", "function x() { return x() } ", "function x() { return y() } function y() { return x() } ",
        ];
        foreach (var circle in circles)
        {
            foreach (var language in Modelled)
            {
                foreach (var text in (string[])[circle + use, $"function usage(y) {{ for (;;) {{ {use}; {circle} }} }}", circle.Replace("; ", "\n", StringComparison.Ordinal) + use])
                    Assert.Null(Analyze(text, language).Gap is { } gap && gap.Contains("broke", StringComparison.Ordinal) ? $"{text}: {gap}" : null);
            }
        }
    }

    private static void AssertGrowth(long small, long large, long allowance) =>
        Assert.True(large < 6 * small + allowance, $"From {small} to {large}");

    private static long Steps(string text, Language language)
    {
        var file = new SourceFile("hostile.tsx", language, text);
        using var parser = Parser.For(file, Lexer.Lex(file, out _).AsSpan())!;
        parser.ParseAll();
        return parser.Steps;
    }

    private static long Memory(string text, Language language)
    {
        Analyze(text, language);
        // The least of some runs: now and then a pool that all threads share has nothing to lend, and one of them pays for a new array.
        return Enumerable.Range(0, 3).Min(_ => Allocated(() => Analyze(text, language)));
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static FileFacts Analyze(string text, Language language) =>
        EmbeddedAuditor.Analyze(new SourceFile("hostile.tsx", language, text), CancellationToken.None);

    private static string Program(Random random, int fragments) =>
        string.Concat(Enumerable.Range(0, fragments).Select(_ => Fragments[random.Next(Fragments.Length)]));
}
