import { pool } from '../db.js';
import { sendMail } from '../mail.js';
import { billingPeriod } from '../metering/periods.js';

const SOFT_LIMIT_PERCENT = 80n;

export async function sendLimitNotices(now: Date): Promise<void> {
  const period = billingPeriod(now);
  const { rows } = await pool.query(
    `SELECT c.billing_email, u.used, u.hard_limit FROM usage_counters u
     JOIN customers c ON c.id = u.customer_id
     WHERE u.meter = 'llm_tokens' AND u.period_start = $1`,
    [period.start],
  );
  for (const counter of rows) {
    if ((counter.used * 100n) / counter.hard_limit === SOFT_LIMIT_PERCENT) {
      await sendMail(
        counter.billing_email,
        'You have used 80% of your tokens',
        `${counter.used} of ${counter.hard_limit} tokens are used. Requests stop at the limit until ${period.end.toISOString()}.`,
      );
    }
  }
}
