import type { PoolClient } from 'pg';
import { pool } from '../db.js';
import { log } from '../log.js';
import { quotaErrors } from '../metrics.js';
import type { Period } from './periods.js';

export async function reserveTokens(customerId: string, period: Period, requested: bigint): Promise<boolean> {
  try {
    await pool.query(
      `INSERT INTO usage_counters (customer_id, meter, period_start, hard_limit)
       SELECT customer_id, 'llm_tokens', $2, token_limit FROM subscriptions WHERE customer_id = $1
       ON CONFLICT (customer_id, meter, period_start) DO UPDATE SET hard_limit = EXCLUDED.hard_limit`,
      [customerId, period.start],
    );
    const { rowCount } = await pool.query(
      `UPDATE usage_counters SET used = used + $3
       WHERE customer_id = $1 AND meter = 'llm_tokens' AND period_start = $2 AND used + $3 <= hard_limit`,
      [customerId, period.start, requested],
    );
    return rowCount === 1;
  } catch (error) {
    quotaErrors.inc();
    log.error({ err: error, customerId, meter: 'llm_tokens', requested: requested.toString() }, 'quota not available, request refused');
    throw error;
  }
}

export async function settleTokens(client: PoolClient, customerId: string, period: Period, reserved: bigint, actual: bigint): Promise<void> {
  await client.query(
    `UPDATE usage_counters SET used = used + $3
     WHERE customer_id = $1 AND meter = 'llm_tokens' AND period_start = $2`,
    [customerId, period.start, actual - reserved],
  );
}
