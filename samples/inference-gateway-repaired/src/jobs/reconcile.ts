import { pool } from '../db.js';
import { log } from '../log.js';
import { METER_IDS, providerTotal } from '../metering/stripe.js';
import { mismatches } from '../metrics.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

export async function reconcileYesterday(now: Date): Promise<void> {
  const end = new Date(Math.floor(now.getTime() / DAY) * DAY);
  const start = new Date(end.getTime() - DAY);
  const { rows: customers } = await pool.query('SELECT id FROM customers ORDER BY id');
  for (const { id } of customers) await reconcile(id, start, end);
}

export async function reconcile(customerId: string, periodStart: Date, periodEnd: Date): Promise<boolean> {
  const start = wholeMinute(periodStart);
  const end = wholeMinute(periodEnd);
  const { rows: totals } = await pool.query(
    `SELECT c.stripe_customer_id, m.meter, coalesce(sum(e.quantity), 0)::bigint AS total
     FROM customers c
     CROSS JOIN unnest($4::text[]) AS m (meter)
     LEFT JOIN usage_events e
       ON e.customer_id = c.id AND e.meter = m.meter AND e.occurred_at >= $2 AND e.occurred_at < $3
     WHERE c.id = $1
     GROUP BY c.stripe_customer_id, m.meter`,
    [customerId, start, end, Object.keys(METER_IDS)],
  );
  let equal = true;
  for (const { stripe_customer_id: stripeCustomerId, meter, total } of totals) {
    const counted = await providerTotal(meter, stripeCustomerId, start, end);
    await pool.query(
      `INSERT INTO reconciliations (customer_id, meter, window_start, window_end, ledger_total, provider_total)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (customer_id, meter, window_start, window_end) DO UPDATE SET
         ledger_total = EXCLUDED.ledger_total, provider_total = EXCLUDED.provider_total, checked_at = now()`,
      [customerId, meter, start, end, total, counted],
    );
    if (counted === total) continue;
    equal = false;
    mismatches.inc({ meter });
    log.error(
      { customerId, meter, start, end, ledger: total.toString(), stripe: counted.toString() },
      'ledger and Stripe disagree on a closed window',
    );
  }
  return equal;
}

function wholeMinute(time: Date): Date {
  return new Date(Math.floor(time.getTime() / MINUTE) * MINUTE);
}
