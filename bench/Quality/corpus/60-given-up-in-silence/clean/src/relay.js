import Stripe from 'stripe';
import { pageOnCall } from './alerts.js';
import { log } from './log.js';
import { usageDead, usageFailed, usageSent, oldestPending } from './metrics.js';

const MAX_ATTEMPTS = 24;
const BATCH = 100;

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY, { maxNetworkRetries: 2, timeout: 15_000 });

const isDuplicate = (error) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.message.includes('already exists with identifier');

async function send(row) {
  try {
    await stripe.billing.meterEvents.create({
      event_name: row.meter,
      identifier: row.id,
      timestamp: Math.floor(row.occurred_at.getTime() / 1000),
      payload: { stripe_customer_id: row.stripe_customer_id, value: row.quantity },
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

async function postpone(client, row, error) {
  usageFailed.inc({ meter: row.meter });
  const details = { err: error, id: row.id, customer: row.stripe_customer_id, meter: row.meter, attempts: row.attempts + 1 };
  if (row.attempts + 1 < MAX_ATTEMPTS) {
    log.warn(details, 'usage event postponed');
    await client.query(
      `UPDATE usage_outbox
       SET attempts = attempts + 1, last_error = $2,
           next_attempt_at = now() + interval '10 seconds' * 2 ^ least(attempts, 10)
       WHERE id = $1`,
      [row.id, error.message],
    );
    return;
  }
  await client.query(
    `UPDATE usage_outbox SET status = 'dead', attempts = attempts + 1, last_error = $2 WHERE id = $1`,
    [row.id, error.message],
  );
  usageDead.inc({ meter: row.meter });
  log.error(details, 'usage event given up');
  await pageOnCall('usage event given up', details);
}

export async function relayOnce(pool) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query(
      `SELECT id, meter, stripe_customer_id, quantity, occurred_at, attempts
       FROM usage_outbox
       WHERE status = 'pending' AND next_attempt_at <= now()
       ORDER BY occurred_at
       LIMIT $1
       FOR UPDATE SKIP LOCKED`,
      [BATCH],
    );
    for (const row of rows) {
      try {
        await send(row);
      } catch (error) {
        await postpone(client, row, error);
        continue;
      }
      await client.query(`UPDATE usage_outbox SET status = 'sent', sent_at = now() WHERE id = $1`, [row.id]);
      usageSent.inc({ meter: row.meter });
    }
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

export async function measure(pool) {
  const { rows } = await pool.query(
    `SELECT extract(epoch FROM now() - min(occurred_at)) AS age FROM usage_outbox WHERE status = 'pending'`,
  );
  oldestPending.set(Number(rows[0].age ?? 0));
}
