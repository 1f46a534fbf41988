using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Syntax;

public sealed class ParserTests
{
    [Theory]
    [InlineData("a + b * c - d", "((a + (b * c)) - d)")]
    [InlineData("a?.b?.[0]?.(c)", "a.b[0](c)")]
    [InlineData("x = y ??= z || w && v", "x = y ??= (z || (w && v))")]
    [InlineData("await stripe.billing.meterEvents.create({ event_name: 'tokens', payload: { value }, ...rest })",
        "await stripe.billing.meterEvents.create({event_name: 'tokens', payload: {value: value}, ...rest})")]
    [InlineData("`${org}:${id}`", "[org + ':' + id]")]
    [InlineData("a ? b : c ? d : e", "(a ? b : (c ? d : e))")]
    [InlineData("f<string>(x as Y, z!)", "f(x, z)")]
    [InlineData("new Map<string, number[]>([[a, 1]])", "new Map(((a, 1)))")]
    [InlineData("i < n && j > m", "((i < n) && (j > m))")]
    [InlineData("export default { queue }", "{queue: queue}")]
    [InlineData("void track(x)", "(void track(x))")]
    [InlineData("typeof x === 'string'", "((typeof x) === 'string')")]
    [InlineData("sql`select ${x}`", "sql(['select ' + x])")]
    [InlineData("a\n.b()\n.c()", "a.b().c()")]
    [InlineData("<Meter value={used} onClick={() => go()}>Don't {count}</Meter>", "<used λ() count>")]
    public void JavaScript_expressions(string text, string expected) => Assert.Equal(expected, Programs.Print(text, Language.TypeScript));

    [Theory]
    [InlineData("a if b else c", "(b ? a : c)")]
    [InlineData("x not in y and z is not None", "((x not in y) and (z is not None))")]
    [InlineData("[f(x) for x in xs if x.ok]", "(f(x) for x in xs)")]
    [InlineData("{k: v for k, v in d.items()}", "(v for (k, v) in d.items())")]
    [InlineData("client.ingest(events=[{'id': i}], *rest, **options)", "client.ingest(events: ({id: i}), ...rest, ...options)")]
    [InlineData("f\"{org}:{id!r:>10}\"", "[org + ':' + id]")]
    [InlineData("a = b = c", "b = c")]
    [InlineData("a, b = b, a", "(a, b) = (b, a)")]
    [InlineData("x: int = 3", "let x: int = 3")]
    [InlineData("('insert into usage '\n 'values (1)')", "'insert into usage values (1)'")]
    [InlineData("await f(lambda x, y=1: x + y)", "await f(λ(x, y))\n  return (x + y)")]
    [InlineData("if (n := len(a)) > 3: pass", "if (n := len(a) > 3)\n  pass")]
    [InlineData("buffer[:500]", "buffer[<>]")]
    public void Python_expressions(string text, string expected) => Assert.Equal(expected, Programs.Print(text, Language.Python).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("var x = (long)total / 1000;", "let x: var = ((long) total / 1000)")]
    [InlineData("x = (a) + b;", "x = (a + b)")]
    [InlineData("Dictionary<string, List<int>> map = new() { [\"a\"] = b, { \"c\", d } };",
        "let map: Dictionary<string,List<int>> = new ({a: b, c: d})")]
    [InlineData("await db.SumAsync(x => x.Quantity, cancellationToken: token).ConfigureAwait(false);",
        "await db.SumAsync(λ(x), cancellationToken: token).ConfigureAwait(false)")]
    [InlineData("var sent = new { id, Units = u.Count, u.Name };", "let sent: var = {id: id, Units: u.Count, Name: u.Name}")]
    [InlineData("var key = $\"{org}:{id:N}\";", "let key: var = [org + ':' + id]")]
    [InlineData("if (used is > 10 and < 20 || state is Done { Ok: true } done) return;", "if (used || state)\n  return nothing")]
    [InlineData("var rate = plan switch { \"pro\" => 2, _ => Default(plan) };", "let rate: var = (plan switch <2 Default(plan)>)")]
    [InlineData("Counters[key]++;", "(++ Counters[key])")]
    [InlineData("if (a < b && c > d) { }", "if ((a < b) && (c > d))")]
    [InlineData("_ = Task.Run(async () => await Send());", "_ = Task.Run(λ())\n  return await Send()")]
    [InlineData("if (map.TryGetValue(id, out var found)) Use(found!);", "if map.TryGetValue(id, found)\n  Use(found)")]
    public void CSharp_expressions(string text, string expected) => Assert.Equal(expected, Programs.Print(text, Language.CSharp).ReplaceLineEndings("\n"));

    [Fact]
    public void An_angle_cast_is_one_where_there_is_no_markup() =>
        Assert.Equal("f(w, x)", Programs.Print("f(<T>w, x)", Language.TypeScript, "program.ts"));

    [Fact]
    public void JavaScript_statements()
    {
        const string text = """
            import Stripe, { type Event as StripeEvent } from 'stripe';
            export const send = async ({ id, units }: Usage): Promise<void> => {
              for (const row of rows) {
                try { await push(row) } catch (error: unknown) { log(error); throw error } finally { done() }
              }
              label: for (let i = 0, n = 3; i < n; i++) continue label
              switch (kind) { case 'a': case 'b': return; default: break }
            }
            @Controller('usage')
            export class Usage<T> extends Base<T> implements Thing {
              private readonly buffer: Event[] = [];
              constructor(private db: Db, @Inject(X) x = 1) { super(db) }
              @Get(':id') async show(@Param('id') id: string): Promise<View> { return this.db.one(id) }
              static count = 0
              get size() { return this.buffer.length }
            }
            """;
        var printed = Programs.Print(text, Language.TypeScript).ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).ToList();
        Assert.Equal("import stripe {Stripe, StripeEvent}", printed[0]);
        Assert.Equal("let send = λ(id,units)", printed[1]);
        Assert.Contains("loop row in rows", printed);
        Assert.Contains("catch error", printed);
        Assert.Contains("finally", printed);
        Assert.Contains("loop i = 0; n = 3; (i < n); (++ i)", printed);
        Assert.Contains("case 'a', 'b'", printed);
        Assert.Contains("default", printed);
        Assert.Contains("type Usage: Base, Thing", printed);
        Assert.Contains("let buffer: Event[] = ()", printed);
        Assert.Contains("function constructor(db, x)", printed);
        Assert.Contains("async function show(id)", printed);
        Assert.Contains("return this.db.one(id)", printed);
        Assert.Contains("let count = 0", printed);
        Assert.Contains("function size()", printed);
    }

    [Fact]
    public void Python_statements()
    {
        const string text = """
            from .keys import key_for as key, window

            class Exporter(Base):
                batch: int = 100

                @retry(stop=3)
                async def run(self, rows: list[dict], *, dry: bool = False) -> None:
                    async with db.begin() as tx, lock:
                        for row in rows:
                            if not row: continue
                            elif row.bad:
                                raise ValueError(row) from None
                            else:
                                pass
                    try:
                        await send(key(row))
                    except (Timeout, OSError) as error:
                        log(error)
                    while True:
                        break

            x = 1
            """;
        Assert.Equal(
            """
            import .keys {key, window}
            type Exporter: Base
              let batch: int = 100
              async function run(self, rows, dry)
                using db.begin()
                  using lock
                    loop row in rows
                      if (not row)
                        continue
                      else
                        if row.bad
                          throw ValueError(row)
                        else
                          pass
                try
                  await send(key(row))
                catch (Timeout,OSError) error
                  log(error)
                loop True
                  break
            x = 1
            """.ReplaceLineEndings("\n"),
            Programs.Print(text, Language.Python).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void CSharp_statements()
    {
        const string text = """
            using Stripe.Billing;
            namespace Acme;
            [ApiController]
            public sealed class Meter(IDb db) : Base, IThing<int>
            {
                private readonly List<Event> _buffer = [];
                public int Count => _buffer.Count;
                public Meter(int x) : this(null) { _x = x; }
                [HttpPost("{id}")]
                public async Task<IResult> Send<T>([FromBody] Usage usage, CancellationToken token = default) where T : class
                {
                    await using var tx = await db.BeginAsync(token);
                    foreach (var (key, value) in map) total += value;
                    try { await Go(); } catch (HttpException e) when (e.Code == 429) { throw; } finally { Done(); }
                    using (lockObject) return Ok();
                }
            }
            public record Usage(string Id, long Units);
            """;
        Assert.Equal(
            """
            import Stripe.Billing {}
            type Meter: Base, IThing
              let db: IDb
              let _buffer: List<Event> = ()
              block
                let Count: int
                function Count()
                  return _buffer.Count
              function Meter(x)
                _x = x
              async function Send(usage, token)
                let tx: var = await db.BeginAsync(token)
                loop (key, value) in map
                  total += value
                try
                  await Go()
                catch HttpException e
                  throw nothing
                finally
                  Done()
                using lockObject
                  return Ok()
            type Usage
              let Id: string
              let Units: long
            """.ReplaceLineEndings("\n"),
            Programs.Print(text, Language.CSharp).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(Language.TypeScript, "function f( { await g(1); } const x = h(2)", "h(2)")]
    [InlineData(Language.CSharp, "class A { void F( { G(1); } } class B { void H() { I(2); } }", "I(2)")]
    [InlineData(Language.Python, "def f(:\n  g(1)\ndef h():\n  i(2)\n", "i(2)")]
    public void A_broken_function_does_not_hide_the_next(Language language, string text, string expected) =>
        Assert.Contains(expected, Programs.Print(text, language));
}
