import { transaction } from '../db.js';
import { meterQueue } from '../metering/queue.js';

const BATCH = 500;

export async function relayUsage(): Promise<void> {
  let claimed: number;
  do {
    claimed = await transaction(async (client) => {
      const { rows } = await client.query(
        `SELECT id FROM usage_events
         WHERE status = 'pending' OR (status = 'queued' AND queued_at < now() - interval '1 hour')
         ORDER BY occurred_at LIMIT $1
         FOR UPDATE SKIP LOCKED`,
        [BATCH],
      );
      const ids: string[] = rows.map((row) => row.id);
      await client.query(`UPDATE usage_events SET status = 'queued', queued_at = now() WHERE id = ANY($1)`, [ids]);
      await meterQueue.addBulk(ids.map((id) => ({ name: 'send', data: { id }, opts: { jobId: id } })));
      return ids.length;
    });
  } while (claimed === BATCH);
}
