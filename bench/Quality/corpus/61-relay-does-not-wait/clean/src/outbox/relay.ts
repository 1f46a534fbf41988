import { setTimeout as sleep } from "node:timers/promises"

import { asc, inArray, isNull, sql } from "drizzle-orm"
import type { NodePgDatabase } from "drizzle-orm/node-postgres"
import type { Producer } from "kafkajs"
import type { Logger } from "pino"

import type { RelayMetrics } from "../metrics"
import { usageOutbox, type OutboxRow } from "./schema"

const TOPIC = "billing.usage.v1"
const PAGE = 200
const IDLE_MS = 1_000
const PAUSE_AFTER_ERROR_MS = 10_000

export class OutboxRelay {
  constructor(
    private readonly db: NodePgDatabase,
    private readonly producer: Producer,
    private readonly metrics: RelayMetrics,
    private readonly log: Logger,
  ) {}

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const sent = await this.relayPage()
        this.metrics.oldestUnsentSeconds.set(await this.oldestUnsentSeconds())
        if (sent < PAGE) await sleep(IDLE_MS)
      } catch (error) {
        this.metrics.relayFailures.inc()
        this.log.error({ err: error }, "usage outbox page not relayed, will be tried again")
        await sleep(PAUSE_AFTER_ERROR_MS)
      }
    }
  }

  private async relayPage(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(usageOutbox)
        .where(isNull(usageOutbox.sentAt))
        .orderBy(asc(usageOutbox.position))
        .limit(PAGE)
        .for("update", { skipLocked: true })
      if (rows.length === 0) return 0

      await Promise.all(rows.map((row) => this.send(row)))

      await tx
        .update(usageOutbox)
        .set({ sentAt: sql`now()` })
        .where(inArray(usageOutbox.position, rows.map((row) => row.position)))
      return rows.length
    })
  }

  private async send(row: OutboxRow): Promise<void> {
    await this.producer.send({
      topic: TOPIC,
      acks: -1,
      messages: [
        {
          key: row.tenantId,
          headers: { "event-id": row.eventId },
          value: JSON.stringify({
            id: row.eventId,
            tenant: row.tenantId,
            meter: row.meter,
            quantity: row.quantity,
            properties: row.properties,
            occurredAt: row.occurredAt.toISOString(),
          }),
        },
      ],
    })
  }

  private async oldestUnsentSeconds(): Promise<number> {
    const [age] = await this.db
      .select({ seconds: sql<number>`coalesce(extract(epoch from now() - min(${usageOutbox.occurredAt})), 0)::float` })
      .from(usageOutbox)
      .where(isNull(usageOutbox.sentAt))
    return age.seconds
  }
}
