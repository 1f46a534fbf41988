import { sql, type Kysely } from "kysely"

import type { Database } from "../database"
import { rollupAge } from "../metrics"
import { HOUR_MS, hourOf } from "./lateness"

const EPOCH = new Date("2024-01-01T00:00:00Z")

/** Writes the hours that have ended, each as a whole. A failed run fails the job, which pages. */
export async function rollUp(db: Kysely<Database>, now: Date): Promise<void> {
  const until = hourOf(now)

  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('usage_hour'))`.execute(tx)
    const last = await tx
      .selectFrom("usage_hour")
      .select((eb) => eb.fn.max("hour").as("hour"))
      .executeTakeFirstOrThrow()
    const from = last.hour ? new Date(last.hour.getTime() + HOUR_MS) : EPOCH

    await sql`
      INSERT INTO usage_hour (account_id, host_id, hour, cpu_seconds)
      SELECT account_id, host_id, date_trunc('hour', measured_at, 'UTC'), sum(cpu_seconds)
      FROM reading
      WHERE measured_at >= ${from} AND measured_at < ${until}
      GROUP BY 1, 2, 3
      ON CONFLICT (account_id, host_id, hour) DO UPDATE SET cpu_seconds = excluded.cpu_seconds
    `.execute(tx)
  })
  rollupAge.setToCurrentTime()
}
