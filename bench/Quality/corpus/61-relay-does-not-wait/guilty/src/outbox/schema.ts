import { bigserial, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"

export const usageOutbox = pgTable(
  "usage_outbox",
  {
    position: bigserial("position", { mode: "bigint" }).primaryKey(),
    eventId: uuid("event_id").notNull().unique(),
    tenantId: text("tenant_id").notNull(),
    meter: text("meter").notNull(),
    quantity: integer("quantity").notNull(),
    properties: jsonb("properties").$type<Record<string, string>>().notNull(),
    occurredAt: timestamp("occurred_at", { withTimezone: true }).notNull(),
    sentAt: timestamp("sent_at", { withTimezone: true }),
  },
  (table) => [index("usage_outbox_unsent").on(table.position).where(sql`${table.sentAt} IS NULL`)],
)

export type OutboxRow = typeof usageOutbox.$inferSelect
