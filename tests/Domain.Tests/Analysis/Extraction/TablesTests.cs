using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class TablesTests
{
    [Theory]
    [InlineData("export const usageEvents = pgTable('usage_events', { id: uuid('id').primaryKey(), key: text('event_key').notNull(), org: text('org') }, (t) => [unique().on(t.org, t.key)]);",
        "usage_events(id, event_key, org) unique id unique org,event_key")]
    [InlineData("export const usage = pgTable('usage', { id: uuid('id') }, (t) => ({ u: uniqueIndex('u').on(t.id) }));", "usage(id) unique id")]
    [InlineData("const Usage = sequelize.define('Usage', { id: { type: DataTypes.UUID, primaryKey: true }, qty: DataTypes.FLOAT }, { tableName: 'usages', indexes: [{ unique: true, fields: ['org', 'day'] }] });",
        "usages(id, qty) unique id unique org,day ;; usage(id, qty) unique id unique org,day")]
    [InlineData("const usageEventSchema = new Schema({ eventId: { type: String, unique: true }, qty: Number }); usageEventSchema.index({ org: 1, day: 1 }, { unique: true });",
        "usage_event(event_id, qty) unique event_id ;; usage_event() unique org,day")]
    [InlineData("knex.schema.createTable('usage', t => { t.string('id').primary(); t.float('qty'); t.unique(['org', 'day']); });", "usage(id, qty) unique id unique org,day")]
    [InlineData("@Entity('usage_events') @Unique(['org', 'key']) class UsageEvent { @PrimaryColumn() id: string; @Column({ type: 'float' }) qty: number; @Index({ unique: true }) @Column() key: string; }",
        "usage_events(id, qty, key) unique org,key unique id unique key ;; usage_event(id, qty, key) unique org,key unique id unique key")]
    [InlineData("await db.collection('usage').createIndex({ eventId: 1 }, { unique: true });", "usage() unique event_id")]
    public void Tables_in_TypeScript(string source, string expected) => Assert.Equal(expected, Extracted.Tables(source, Language.TypeScript));

    [Theory]
    [InlineData("class UsageEvent(Base):\n    __tablename__ = \"usage_events\"\n    id = Column(String, primary_key=True)\n    qty: Mapped[float] = mapped_column(Float)\n    __table_args__ = (UniqueConstraint(\"org\", \"key\", name=\"u\"),)\n",
        "usage_events(id, qty) unique id unique org,key ;; usage_event(id, qty) unique id unique org,key")]
    [InlineData("class UsageEvent(models.Model):\n    key = models.CharField(max_length=9, unique=True)\n    qty = models.FloatField()\n    class Meta:\n        unique_together = ((\"org\", \"day\"),)\n        constraints = [models.UniqueConstraint(fields=[\"a\", \"b\"], name=\"u\")]\n",
        "usage_event(key, qty) unique key unique org,day unique a,b")]
    [InlineData("op.create_table(\"usage\", sa.Column(\"id\", sa.String(), primary_key=True), sa.UniqueConstraint(\"org\", \"day\"))\nop.create_index(\"ix\", \"usage\", [\"key\"], unique=True)\n",
        "usage(id) unique id unique org,day ;; usage() unique key")]
    [InlineData("class Plain(Thing):\n    id = 1\n", "")]
    public void Tables_in_Python(string source, string expected) => Assert.Equal(expected, Extracted.Tables(source, Language.Python));

    [Theory]
    [InlineData("[Table(\"usage_events\"), Index(nameof(Org), nameof(Key), IsUnique = true)] class UsageEvent { [Key] public Guid Id { get; set; } public double Quantity { get; set; } }",
        "usage_events(id, quantity) unique org,key unique id ;; usage_event(id, quantity) unique org,key unique id")]
    [InlineData("class C { void F(ModelBuilder b) { b.Entity<UsageEvent>().HasIndex(e => new { e.Org, e.Key }).IsUnique(); } }", "usage_event() unique org,key")]
    [InlineData("class C { void F(ModelBuilder m) { m.Entity<UsageEvent>(b => { b.HasKey(e => e.Id); b.HasIndex(e => e.Key).IsUnique(); }); } }", "usage_event() unique id ;; usage_event() unique key")]
    [InlineData("class C : IEntityTypeConfiguration<UsageEvent> { public void Configure(EntityTypeBuilder<UsageEvent> builder) { builder.HasIndex(e => e.Key).IsUnique(); } }", "usage_event() unique key")]
    [InlineData("class M { void Up(MigrationBuilder b) { b.CreateIndex(name: \"ix\", table: \"UsageEvents\", column: \"Key\", unique: true); } }", "usage_events() unique key")]
    [InlineData("class C { void F() { var key = new HasKey(); (new HasIndex } }", "")]
    [InlineData("class Plain { public Guid Id { get; set; } }", "")]
    [InlineData("class Message { public Guid Id { get; set; } } class C { public DbSet<Message> Processed { get; set; } }", "message(id) unique id ;; processed(id) unique id")]
    [InlineData("class Message { public Guid MessageId { get; set; } } class C { public DbSet<Message> Messages => Set<Message>(); }", "message(message_id) unique message_id ;; messages(message_id) unique message_id")]
    [InlineData("class Message { public Guid Id { get; set; } [Key] public string Key { get; set; } } class C { public DbSet<App.Message> Inbox { get; set; } }", "message(id, key) unique key ;; inbox(id, key) unique key")]
    [InlineData("class Message { public string Key { get; set; } } class C { public DbSet<Message> Inbox { get; set; } void F(ModelBuilder m) { m.Entity<Message>().HasKey(e => e.Key); } }", "message() unique key ;; inbox() unique key")]
    public void Tables_in_CSharp(string source, string expected) => Assert.Equal(expected, Extracted.Tables(source, Language.CSharp));
}
