import { pool } from '../db.js';
import { meterQueue } from '../metering/queue.js';

const HOUR = 3_600_000;

export async function rollUpStorage(now: Date): Promise<void> {
  const windowEnd = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  const windowStart = new Date(windowEnd.getTime() - HOUR);

  const { rows: customers } = await pool.query('SELECT id, stripe_customer_id FROM customers ORDER BY id');
  for (const customer of customers) {
    const { rows: stored } = await pool.query(
      `SELECT size_bytes FROM stored_objects
       WHERE customer_id = $1 AND created_at < $3 AND (deleted_at IS NULL OR deleted_at > $2)`,
      [customer.id, windowStart, windowEnd],
    );
    let gbHours = 0;
    for (const object of stored) {
      gbHours += Number(object.size_bytes) / 1e9;
    }
    if (gbHours === 0) continue;

    await pool.query(
      `INSERT INTO storage_rollups (customer_id, window_start, gb_hours) VALUES ($1, $2, $3)
       ON CONFLICT (customer_id, window_start)
       DO UPDATE SET gb_hours = storage_rollups.gb_hours + EXCLUDED.gb_hours`,
      [customer.id, windowStart, gbHours],
    );
    await meterQueue.add('storage', {
      meter: 'storage_gb_hours',
      customerId: customer.id,
      stripeCustomerId: customer.stripe_customer_id,
      gbHours,
      windowStart: windowStart.toISOString(),
    });
  }
}
