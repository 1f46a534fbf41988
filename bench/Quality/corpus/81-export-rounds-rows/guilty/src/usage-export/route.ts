import { Readable } from "node:stream"

import { stringify } from "csv-stringify"
import type { FastifyPluginAsync } from "fastify"
import type { PrismaClient } from "@prisma/client"

import { billedPeriod, type BilledPeriod } from "./period"

const PAGE = 2_000
const HEADER = ["hour_utc", "database_id", "region", "meter", "unit", "quantity"]

async function* rows(prisma: PrismaClient, period: BilledPeriod): AsyncGenerator<string[]> {
  yield HEADER
  let after: bigint | undefined
  for (;;) {
    const page = await prisma.hourlyUsage.findMany({
      where: { accountId: period.accountId, hour: { gte: period.start, lt: period.end } },
      orderBy: { id: "asc" },
      take: PAGE,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    })
    for (const usage of page) {
      yield [
        usage.hour.toISOString(),
        usage.databaseId,
        usage.region,
        usage.meter,
        usage.unit,
        usage.quantity.toFixed(2),
      ]
    }
    if (page.length < PAGE) return
    after = page[page.length - 1].id
  }
}

export const usageExport: FastifyPluginAsync<{ prisma: PrismaClient }> = async (app, { prisma }) => {
  app.get<{ Params: { invoiceId: string } }>(
    "/invoices/:invoiceId/usage.csv",
    { preHandler: app.requireRole("billing") },
    async (request, reply) => {
      const period = await billedPeriod(prisma, request.session.accountId, request.params.invoiceId)
      if (!period) return reply.code(404).send({ error: "no such invoice" })

      const csv = stringify()
      const source = Readable.from(rows(prisma, period))
      source.on("error", (error) => {
        request.log.error({ err: error, ...period }, "usage export broken off")
        // Destroying the stream ends the connection, so that a part of the file is not taken for the whole.
        csv.destroy(error)
      })
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="usage-${period.invoiceId}.csv"`)
        .send(source.pipe(csv))
    },
  )
}
