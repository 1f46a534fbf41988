import { pool, transaction } from '../db.js';
import { recordUsage } from '../metering/outbox.js';

const HOUR = 3_600_000;

export async function rollUpStorage(now: Date): Promise<void> {
  const closed = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  const { rows: hours } = await pool.query(
    `SELECT hour FROM generate_series(
       coalesce((SELECT max(window_start) + interval '1 hour' FROM rolled_up_hours), $1::timestamptz - interval '1 hour'),
       $1::timestamptz - interval '1 hour', interval '1 hour') AS hour
     ORDER BY hour`,
    [closed],
  );
  for (const { hour } of hours) await rollUpHour(hour);
}

async function rollUpHour(windowStart: Date): Promise<void> {
  const windowEnd = new Date(windowStart.getTime() + HOUR);
  await transaction(async (client) => {
    const { rows } = await client.query(
      `INSERT INTO storage_rollups (customer_id, window_start, byte_hours)
       SELECT customer_id, $1, sum(size_bytes)::bigint FROM stored_objects
       WHERE created_at < $2 AND (deleted_at IS NULL OR deleted_at > $1)
       GROUP BY customer_id HAVING sum(size_bytes) > 0
       ON CONFLICT (customer_id, window_start) DO NOTHING
       RETURNING customer_id, byte_hours`,
      [windowStart, windowEnd],
    );
    for (const rollup of rows) {
      await recordUsage(client, {
        customerId: rollup.customer_id,
        meter: 'storage_byte_hours',
        source: `${rollup.customer_id}/${windowStart.toISOString().slice(0, 13)}`,
        quantity: rollup.byte_hours,
        project: 'default',
        resource: 'objects',
        occurredAt: windowStart,
      });
    }
    await client.query('INSERT INTO rolled_up_hours (window_start) VALUES ($1) ON CONFLICT DO NOTHING', [windowStart]);
  });
}
