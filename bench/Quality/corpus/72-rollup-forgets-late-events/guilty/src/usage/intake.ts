import type { FastifyPluginAsync } from "fastify"
import type { Kysely } from "kysely"
import { z } from "zod"

import type { Database } from "../database"
import { readingsRefused } from "../metrics"
import { hoursBefore, MAX_CLOCK_SKEW_MS, MAX_LATENESS_HOURS } from "./lateness"

const Readings = z.object({
  readings: z
    .array(
      z.object({
        id: z.string().uuid(),
        hostId: z.string().min(1),
        cpuSeconds: z.number().int().positive(),
        measuredAt: z.coerce.date(),
      }),
    )
    .min(1)
    .max(1_000),
})

export const intake: FastifyPluginAsync<{ db: Kysely<Database> }> = async (app, { db }) => {
  app.post("/v1/readings", { preHandler: app.authenticateAgent }, async (request, reply) => {
    const { readings } = Readings.parse(request.body)
    const now = new Date()
    const oldest = hoursBefore(now, MAX_LATENESS_HOURS)
    const newest = new Date(now.getTime() + MAX_CLOCK_SKEW_MS)
    const inTime = (measuredAt: Date) => measuredAt >= oldest && measuredAt <= newest
    const timely = readings.filter((r) => inTime(r.measuredAt))
    const refused = readings.filter((r) => !inTime(r.measuredAt))

    if (timely.length > 0) {
      await db
        .insertInto("reading")
        .values(
          timely.map((r) => ({
            id: r.id,
            account_id: request.agent.accountId,
            host_id: r.hostId,
            cpu_seconds: r.cpuSeconds,
            measured_at: r.measuredAt,
          })),
        )
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute()
    }
    for (const reading of refused) {
      readingsRefused.inc()
      request.log.error({ alert: "metering", accountId: request.agent.accountId, reading }, "reading refused for its time")
    }
    return reply.code(202).send({ refused: refused.map((r) => r.id) })
  })
}
