import { CronJob } from 'cron';
import { db } from '../db.js';
import { heartbeat } from '../monitoring.js';
import { mailer } from '../mailer.js';

const NEAR_LIMIT = `
  SELECT a.id AS account_id, a.billing_email, p.period_start, p.period_end, p.included_minutes,
         sum(u.seconds) AS used_seconds
  FROM accounts a
  JOIN billing_periods p ON p.account_id = a.id AND p.period_start <= $1 AND p.period_end > $1
  JOIN call_usage u ON u.account_id = a.id AND u.ended_at >= p.period_start AND u.ended_at < p.period_end
  GROUP BY a.id, a.billing_email, p.period_start, p.period_end, p.included_minutes
  HAVING sum(u.seconds) * 100 >= p.included_minutes * 60 * $2
`;

const THRESHOLD_PERCENT = 80;

async function notify(account) {
  await db.tx(async (tx) => {
    const noted = await tx.result(
      `INSERT INTO usage_notices (account_id, period_start, percent) VALUES ($1, $2, $3)
       ON CONFLICT (account_id, period_start, percent) DO NOTHING`,
      [account.account_id, account.period_start, THRESHOLD_PERCENT],
    );
    if (noted.rowCount === 0) return;
    await mailer.send({
      to: account.billing_email,
      template: 'included-minutes-nearly-used',
      data: {
        usedMinutes: Math.floor(Number(account.used_seconds) / 60),
        includedMinutes: account.included_minutes,
        periodEnd: account.period_end.toISOString(),
        overagePrice: '0.9 cents a minute',
      },
    });
  });
}

export async function sendUsageNotices(now = new Date()) {
  const accounts = await db.any(NEAR_LIMIT, [now, THRESHOLD_PERCENT]);
  const results = await Promise.allSettled(accounts.map(notify));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0) {
    throw new AggregateError(failed.map((result) => result.reason), `${failed.length} usage notices not sent`);
  }
}

export const usageNotices = new CronJob(
  '0 */15 * * * *',
  () => heartbeat.wrap('usage-notices', () => sendUsageNotices()),
  null,
  false,
  'UTC',
);
