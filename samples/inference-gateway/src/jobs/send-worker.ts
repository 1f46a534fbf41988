import { Worker } from 'bullmq';
import { log } from '../log.js';
import { connection, type StorageUsage } from '../metering/queue.js';
import { stripe } from '../metering/stripe.js';

export const sendWorker = new Worker<StorageUsage>(
  'meter-events',
  async (job) => {
    const usage = job.data;
    try {
      await stripe.billing.meterEvents.create({
        event_name: usage.meter,
        timestamp: new Date(usage.windowStart).getTime(),
        payload: {
          stripe_customer_id: usage.stripeCustomerId,
          value: usage.gbHours.toFixed(6),
        },
      });
    } catch (error) {
      log.error(`could not report usage: ${(error as Error).message}`);
    }
  },
  { connection, concurrency: 5, limiter: { max: 200, duration: 1_000 } },
);
