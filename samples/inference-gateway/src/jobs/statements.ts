import { pool } from '../db.js';
import { billingPeriod, previousPeriod, prorate } from '../metering/periods.js';

export async function writeStatements(now: Date): Promise<void> {
  const period = previousPeriod(billingPeriod(now));
  const { rows: subscriptions } = await pool.query(
    'SELECT customer_id, base_fee_cents, started_at FROM subscriptions WHERE started_at < $1',
    [period.end],
  );
  for (const subscription of subscriptions) {
    const { rows: lines } = await pool.query(
      `SELECT meter, project, sum(quantity)::text AS quantity FROM usage_events
       WHERE customer_id = $1 AND occurred_at BETWEEN $2 AND $3
       GROUP BY meter, project ORDER BY meter, project`,
      [subscription.customer_id, period.start, period.end],
    );
    await pool.query(
      `INSERT INTO statements (customer_id, period_start, period_end, base_cents, lines) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (customer_id, period_start) DO UPDATE SET base_cents = EXCLUDED.base_cents, lines = EXCLUDED.lines`,
      [
        subscription.customer_id,
        period.start,
        period.end,
        prorate(subscription.base_fee_cents, period, subscription.started_at),
        JSON.stringify(lines),
      ],
    );
  }
}
