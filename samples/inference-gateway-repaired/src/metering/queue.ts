import { Queue } from 'bullmq';

export const connection = { host: process.env.REDIS_HOST, port: 6379 };

export const meterQueue = new Queue<{ id: string }>('meter-events', {
  connection,
  defaultJobOptions: {
    attempts: 8,
    backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
  },
});

export const scheduleQueue = new Queue('schedule', {
  connection,
  defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 5_000 }, removeOnComplete: true },
});

export async function scheduleJobs(): Promise<void> {
  await scheduleQueue.upsertJobScheduler('relay', { every: 5_000 }, { name: 'relay' });
  await scheduleQueue.upsertJobScheduler('watch', { every: 60_000 }, { name: 'watch' });
  await scheduleQueue.upsertJobScheduler('notices', { every: 300_000 }, { name: 'notices' });
  await scheduleQueue.upsertJobScheduler('storage-rollup', { pattern: '5 * * * *', tz: 'UTC' }, { name: 'storage-rollup' });
  await scheduleQueue.upsertJobScheduler('reconcile', { pattern: '0 6 * * *', tz: 'UTC' }, { name: 'reconcile' });
  await scheduleQueue.upsertJobScheduler('statements', { pattern: '0 7 * * *', tz: 'UTC' }, { name: 'statements' });
}
