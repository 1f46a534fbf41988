import { pool } from './db.js';

export interface Usage {
  id: string;
  tenant: string;
  meter: 'machine_seconds' | 'volume_gib_hours';
  quantity: bigint;
  flavour: string;
  occurredAt: Date;
}

export async function recordUsage(usage: Usage): Promise<void> {
  await pool.query(
    `INSERT INTO usage_ledger (id, tenant, meter, quantity, flavour, occurred_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO NOTHING`,
    [usage.id, usage.tenant, usage.meter, usage.quantity, usage.flavour, usage.occurredAt],
  );
}
