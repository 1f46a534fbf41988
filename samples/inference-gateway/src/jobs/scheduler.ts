import { Worker } from 'bullmq';
import { log } from '../log.js';
import { connection } from '../metering/queue.js';
import { sendLimitNotices } from './notices.js';
import { writeStatements } from './statements.js';
import { rollUpStorage } from './storage-rollup.js';

const jobs: Record<string, (now: Date) => Promise<void>> = {
  'storage-rollup': rollUpStorage,
  notices: sendLimitNotices,
  statements: writeStatements,
};

export const schedulerWorker = new Worker('schedule', (job) => jobs[job.name](new Date()), { connection });

schedulerWorker.on('failed', (job, error) => {
  log.error({ err: error, job: job?.name, jobId: job?.id }, 'scheduled job failed');
});
