import { pool, transaction } from '../db.js';
import { sendMail } from '../mail.js';
import { billingPeriod } from '../metering/periods.js';

const NOTICE_PERCENTS = [80, 100];

export async function sendLimitNotices(now: Date): Promise<void> {
  const { rows } = await pool.query(
    `SELECT u.customer_id, u.period_start, u.used, u.hard_limit, c.billing_email, s.billing_anchor, p.percent
     FROM usage_counters u
     JOIN customers c ON c.id = u.customer_id
     JOIN subscriptions s ON s.customer_id = u.customer_id
     CROSS JOIN unnest($1::int[]) AS p (percent)
     WHERE u.meter = 'llm_tokens' AND u.used * 100 >= u.hard_limit * p.percent`,
    [NOTICE_PERCENTS],
  );
  for (const counter of rows) {
    const period = billingPeriod(counter.billing_anchor, now);
    if (counter.period_start.getTime() !== period.start.getTime()) continue;
    await transaction(async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO limit_notices (customer_id, meter, period_start, percent) VALUES ($1, 'llm_tokens', $2, $3)
         ON CONFLICT (customer_id, meter, period_start, percent) DO NOTHING`,
        [counter.customer_id, period.start, counter.percent],
      );
      if (rowCount === 0) return;
      await sendMail(
        counter.billing_email,
        `You have used ${counter.percent}% of your tokens`,
        `${counter.used} of ${counter.hard_limit} tokens are used. Requests stop at the limit until ${period.end.toISOString()}.`,
      );
    });
  }
}
