import { Worker, type Job } from 'bullmq';
import Orb from 'orb-billing';
import { page } from '../alerts.js';
import { db } from '../db.js';
import { log } from '../log.js';
import { usageFailed, usageSent } from '../metrics.js';
import { connection } from '../redis.js';
import type { ScanUsage } from './queue.js';

const orb = new Orb({ apiKey: process.env.ORB_API_KEY, timeout: 20_000 });

async function report(job: Job<ScanUsage>): Promise<void> {
  const usage = job.data;
  try {
    await orb.events.ingest({
      events: [
        {
          event_name: 'pages_scanned',
          idempotency_key: `pages_scanned:${usage.scanId}`,
          external_customer_id: usage.tenantId,
          timestamp: usage.finishedAt,
          properties: { pages: usage.pages, engine: usage.engine, scan_id: usage.scanId },
        },
      ],
    });
    await db.query('UPDATE scans SET usage_reported_at = now() WHERE id = $1', [usage.scanId]);
    usageSent.inc({ meter: 'pages_scanned' });
  } catch (error) {
    usageFailed.inc({ meter: 'pages_scanned' });
    log.error(
      { err: error, scanId: usage.scanId, tenantId: usage.tenantId, pages: usage.pages, attempt: job.attemptsMade },
      'usage of a scan not reported',
    );
    throw error;
  }
}

export const worker = new Worker<ScanUsage>('usage', report, { connection, concurrency: 8 });

worker.on('failed', (job, error) => {
  if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return;
  page('usage-report-failed', { scanId: job.data.scanId, tenantId: job.data.tenantId, reason: error.message }).catch(
    (failure) => log.fatal({ err: failure, scanId: job.data.scanId }, 'page not delivered'),
  );
});

worker.on('error', (error) => log.error({ err: error }, 'usage worker'));

process.once('SIGTERM', async () => {
  await worker.close();
  await db.end();
});
