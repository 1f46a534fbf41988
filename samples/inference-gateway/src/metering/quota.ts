import { pool } from '../db.js';
import { log } from '../log.js';
import type { Period } from './periods.js';

export async function reserveTokens(customerId: string, period: Period, requested: bigint): Promise<boolean> {
  try {
    const { rows } = await pool.query(
      `INSERT INTO usage_counters (customer_id, meter, period_start, hard_limit)
       SELECT customer_id, 'llm_tokens', $2, token_limit FROM subscriptions WHERE customer_id = $1
       ON CONFLICT (customer_id, meter, period_start) DO UPDATE SET hard_limit = EXCLUDED.hard_limit
       RETURNING used, hard_limit`,
      [customerId, period.start],
    );
    const { used, hard_limit: limit } = rows[0];
    if (used + requested > limit) return false;

    await pool.query(
      `UPDATE usage_counters SET used = $3
       WHERE customer_id = $1 AND meter = 'llm_tokens' AND period_start = $2`,
      [customerId, period.start, used + requested],
    );
    return true;
  } catch (error) {
    log.warn({ err: error, customerId, requested: requested.toString() }, 'quota not available');
    return true;
  }
}

export async function settleTokens(customerId: string, period: Period, reserved: bigint, actual: bigint): Promise<void> {
  await pool.query(
    `UPDATE usage_counters SET used = used + $3
     WHERE customer_id = $1 AND meter = 'llm_tokens' AND period_start = $2`,
    [customerId, period.start, actual - reserved],
  );
}
