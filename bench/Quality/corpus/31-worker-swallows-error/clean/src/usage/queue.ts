import { Queue } from 'bullmq';
import { connection } from '../redis.js';

export interface ScanUsage {
  scanId: string;
  tenantId: string;
  pages: number;
  engine: 'fast' | 'accurate';
  finishedAt: string;
}

export const usageQueue = new Queue<ScanUsage>('usage', {
  connection,
  defaultJobOptions: {
    attempts: 13,
    backoff: { type: 'exponential', delay: 2_000 },
    removeOnComplete: { age: 3 * 24 * 3600 },
    removeOnFail: false,
  },
});

export async function enqueueScanUsage(usage: ScanUsage): Promise<void> {
  await usageQueue.add('scan', usage, { jobId: `scan-${usage.scanId}` });
}
