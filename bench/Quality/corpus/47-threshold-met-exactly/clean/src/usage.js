const NOTICE_PERCENTS = [80n, 100n];

export async function recordUsage(pool, usage) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const stored = await client.query(
      `INSERT INTO usage_events (id, account_id, meter, quantity, api_key_id, occurred_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO NOTHING`,
      [usage.id, usage.accountId, usage.meter, usage.quantity, usage.apiKeyId, usage.occurredAt],
    );
    if (stored.rowCount === 1) await addToPeriod(client, usage);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function addToPeriod(client, { accountId, meter, quantity, occurredAt }) {
  const { rows } = await client.query(
    `UPDATE usage_periods SET used = used + $3
     WHERE account_id = $1 AND meter = $2 AND starts_at <= $4 AND $4 < ends_at
     RETURNING id, used, included`,
    [accountId, meter, quantity, occurredAt],
  );
  if (rows.length === 0) throw new Error(`account ${accountId} has no ${meter} period at ${occurredAt.toISOString()}`);

  const [period] = rows;
  for (const percent of NOTICE_PERCENTS) {
    if (BigInt(period.used) * 100n >= BigInt(period.included) * percent) {
      await client.query(
        `INSERT INTO usage_notices (period_id, percent) VALUES ($1, $2)
         ON CONFLICT (period_id, percent) DO NOTHING`,
        [period.id, Number(percent)],
      );
    }
  }
}
