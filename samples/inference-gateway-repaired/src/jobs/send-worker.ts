import { UnrecoverableError, Worker } from 'bullmq';
import { pool } from '../db.js';
import { log } from '../log.js';
import { connection } from '../metering/queue.js';
import { isPermanent, sendMeterEvent } from '../metering/stripe.js';
import { duplicates, sendFailures, sent } from '../metrics.js';

const IDENTIFIER_MEMORY_MS = 23 * 3_600_000;

export const sendWorker = new Worker<{ id: string }>(
  'meter-events',
  async (job) => {
    const { rows } = await pool.query(
      `UPDATE usage_events e SET attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, now())
       FROM customers c
       WHERE e.id = $1 AND e.status IN ('queued', 'pending') AND c.id = e.customer_id
       RETURNING e.id, e.meter, e.customer_id, e.quantity, e.occurred_at, e.first_attempt_at, c.stripe_customer_id`,
      [job.data.id],
    );
    if (rows.length === 0) return;
    const event = rows[0];
    if (Date.now() - event.first_attempt_at.getTime() > IDENTIFIER_MEMORY_MS) {
      throw new UnrecoverableError('first sent too long ago for Stripe to recognise a duplicate');
    }
    try {
      const outcome = await sendMeterEvent({
        id: event.id,
        meter: event.meter,
        stripeCustomerId: event.stripe_customer_id,
        quantity: event.quantity,
        occurredAt: event.occurred_at,
      });
      await pool.query(`UPDATE usage_events SET status = 'sent', sent_at = now(), last_error = NULL WHERE id = $1`, [event.id]);
      (outcome === 'accepted' ? sent : duplicates).inc({ meter: event.meter });
    } catch (error) {
      sendFailures.inc({ meter: event.meter });
      log.error({ err: error, id: event.id, meter: event.meter, customerId: event.customer_id }, 'usage event not sent');
      if (isPermanent(error)) throw new UnrecoverableError((error as Error).message);
      throw error;
    }
  },
  { connection, concurrency: 5, limiter: { max: 200, duration: 1_000 } },
);

sendWorker.on('failed', async (job, error) => {
  if (!job) return;
  const exhausted = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
  if (!exhausted) return;
  log.error({ err: error, id: job.data.id, attempts: job.attemptsMade }, 'usage event moved to the dead letters');
  await pool.query(`UPDATE usage_events SET status = 'dead', last_error = $2 WHERE id = $1`, [job.data.id, error.message]);
});

export async function replayDeadLetters(ids: string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE usage_events SET status = 'pending', last_error = NULL
     WHERE id = ANY($1) AND status = 'dead' AND first_attempt_at > now() - interval '23 hours'`,
    [ids],
  );
  return rowCount ?? 0;
}
