import { mailer } from './mailer.js';
import { log } from './log.js';
import { noticesFailed, noticesSent } from './metrics.js';

export async function sendNotices(pool) {
  const { rows } = await pool.query(
    `UPDATE usage_notices n
     SET attempts = n.attempts + 1, next_attempt_at = now() + interval '1 minute' * 2 ^ least(n.attempts, 8)
     FROM usage_periods p JOIN accounts a ON a.id = p.account_id
     WHERE p.id = n.period_id AND n.sent_at IS NULL AND n.next_attempt_at <= now()
     RETURNING n.period_id, n.percent, p.meter, p.used, p.included, p.ends_at, a.billing_email`,
  );
  for (const notice of rows) {
    try {
      await mailer.send({
        to: notice.billing_email,
        template: notice.percent === 100 ? 'allowance-used-up' : 'allowance-nearly-used-up',
        idempotencyKey: `usage-notice-${notice.period_id}-${notice.percent}`,
        data: notice,
      });
      await pool.query('UPDATE usage_notices SET sent_at = now() WHERE period_id = $1 AND percent = $2', [
        notice.period_id,
        notice.percent,
      ]);
      noticesSent.inc();
    } catch (error) {
      noticesFailed.inc();
      log.error({ err: error, notice }, 'usage notice not sent');
    }
  }
}
