import { pool } from '../db.js';
import { log } from '../log.js';
import { outboxAge, outboxSize, usageDrops } from '../metrics.js';

export async function watchPipeline(now: Date): Promise<void> {
  const { rows: waiting } = await pool.query(
    `SELECT status, count(*) AS events, extract(epoch FROM $1 - min(occurred_at)) AS oldest_seconds
     FROM usage_events WHERE status <> 'sent' GROUP BY status`,
    [now],
  );
  outboxSize.reset();
  outboxAge.set(0);
  for (const { status, events, oldest_seconds: seconds } of waiting) {
    outboxSize.set({ status }, Number(events));
    if (status !== 'dead') outboxAge.set(Math.max(Number(seconds), (await outboxAge.get()).values[0].value));
  }

  const { rows: drops } = await pool.query(
    `SELECT customer_id, meter,
       sum(quantity) FILTER (WHERE occurred_at >= $1::timestamptz - interval '1 day') AS last_day,
       sum(quantity) / 8 AS usual
     FROM usage_events
     WHERE occurred_at >= $1::timestamptz - interval '8 days' AND occurred_at < $1
     GROUP BY customer_id, meter
     HAVING coalesce(sum(quantity) FILTER (WHERE occurred_at >= $1::timestamptz - interval '1 day'), 0) * 5 < sum(quantity) / 8`,
    [now],
  );
  usageDrops.reset();
  for (const { customer_id: customerId, meter, last_day: lastDay, usual } of drops) {
    usageDrops.inc({ meter });
    log.warn({ customerId, meter, lastDay, usual }, 'usage fell to a fifth of the usual');
  }
}
