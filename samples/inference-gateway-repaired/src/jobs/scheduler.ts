import { Worker } from 'bullmq';
import { log } from '../log.js';
import { connection } from '../metering/queue.js';
import { jobSuccess } from '../metrics.js';
import { sendLimitNotices } from './notices.js';
import { reconcileYesterday } from './reconcile.js';
import { relayUsage } from './relay.js';
import { writeStatements } from './statements.js';
import { rollUpStorage } from './storage-rollup.js';
import { watchPipeline } from './watch.js';

const jobs: Record<string, (now: Date) => Promise<void>> = {
  relay: relayUsage,
  watch: watchPipeline,
  notices: sendLimitNotices,
  'storage-rollup': rollUpStorage,
  reconcile: reconcileYesterday,
  statements: writeStatements,
};

export const schedulerWorker = new Worker('schedule', (job) => jobs[job.name](new Date()), { connection, concurrency: 3 });

schedulerWorker.on('completed', (job) => jobSuccess.set({ job: job.name }, Math.floor(Date.now() / 1000)));
schedulerWorker.on('failed', (job, error) => {
  log.error({ err: error, job: job?.name, jobId: job?.id }, 'scheduled job failed');
});
