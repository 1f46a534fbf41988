import type { PoolClient } from 'pg';
import { recorded } from '../metrics.js';

export interface UsageEvent {
  customerId: string;
  meter: 'llm_tokens' | 'storage_byte_hours' | 'egress_bytes';
  source: string;
  quantity: bigint;
  project: string;
  resource: string;
  occurredAt: Date;
}

export async function recordUsage(client: PoolClient, event: UsageEvent): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO usage_events (id, customer_id, meter, quantity, project, resource, occurred_at, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending')
     ON CONFLICT (id) DO NOTHING`,
    [
      `${event.meter}/${event.source}`,
      event.customerId,
      event.meter,
      event.quantity,
      event.project,
      event.resource,
      event.occurredAt,
    ],
  );
  recorded.inc({ meter: event.meter }, rowCount ?? 0);
}
