exports.up = (knex) =>
  knex.schema.createTable("usage_notices", (table) => {
    table.uuid("account_id").notNullable().references("accounts.id")
    table.string("meter").notNullable()
    table.integer("threshold").notNullable()
    table.timestamp("queued_at", { useTz: true }).notNullable().defaultTo(knex.fn.now())
    table.primary(["account_id", "meter", "threshold"])
  })

exports.down = (knex) => knex.schema.dropTable("usage_notices")
