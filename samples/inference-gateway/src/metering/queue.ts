import { Queue } from 'bullmq';

export const connection = { host: process.env.REDIS_HOST, port: 6379 };

export interface StorageUsage {
  meter: string;
  customerId: string;
  stripeCustomerId: string;
  gbHours: number;
  windowStart: string;
}

export const meterQueue = new Queue<StorageUsage>('meter-events', {
  connection,
  defaultJobOptions: {
    attempts: 8,
    backoff: { type: 'exponential', delay: 2_000 },
    removeOnComplete: { age: 86_400 },
  },
});

export const scheduleQueue = new Queue('schedule', { connection });

export async function scheduleJobs(): Promise<void> {
  await scheduleQueue.upsertJobScheduler('storage-rollup', { pattern: '5 * * * *', tz: 'UTC' }, { name: 'storage-rollup' });
  await scheduleQueue.upsertJobScheduler('notices', { every: 300_000 }, { name: 'notices' });
  await scheduleQueue.upsertJobScheduler('statements', { pattern: '0 3 1 * *', tz: 'UTC' }, { name: 'statements' });
}
