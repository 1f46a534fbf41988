import { pool } from '../db.js';
import { billingPeriod, previousPeriod, prorate } from '../metering/periods.js';
import { reconcile } from './reconcile.js';

export async function writeStatements(now: Date): Promise<void> {
  const { rows: subscriptions } = await pool.query(
    'SELECT customer_id, base_fee_cents, billing_anchor, started_at FROM subscriptions ORDER BY customer_id',
  );
  for (const subscription of subscriptions) {
    const current = billingPeriod(subscription.billing_anchor, now);
    const period = previousPeriod(subscription.billing_anchor, current);
    if (subscription.started_at >= period.end) continue;

    const reconciled = await reconcile(subscription.customer_id, period.start, period.end);
    const { rows: lines } = await pool.query(
      `SELECT meter, project, sum(quantity)::text AS quantity FROM usage_events
       WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3
       GROUP BY meter, project ORDER BY meter, project`,
      [subscription.customer_id, period.start, period.end],
    );
    await pool.query(
      `INSERT INTO statements (customer_id, period_start, period_end, base_cents, lines, reconciled) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (customer_id, period_start) DO UPDATE SET
         base_cents = EXCLUDED.base_cents, lines = EXCLUDED.lines, reconciled = EXCLUDED.reconciled`,
      [
        subscription.customer_id,
        period.start,
        period.end,
        prorate(subscription.base_fee_cents, period, subscription.started_at),
        JSON.stringify(lines),
        reconciled,
      ],
    );
  }
}
