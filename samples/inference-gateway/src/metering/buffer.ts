import { log } from '../log.js';
import { type MeterUsage, sendMeterEvent } from './stripe.js';

const FLUSH_EVERY_MS = 15_000;

const pending: MeterUsage[] = [];
let flushing = false;

export function bufferUsage(usage: MeterUsage): void {
  pending.push(usage);
}

async function flush(): Promise<void> {
  if (flushing) return;
  flushing = true;
  try {
    while (pending.length > 0) {
      await sendMeterEvent(pending[0]);
      pending.shift();
    }
  } catch (error) {
    log.error({ err: error, meter: pending[0].meter, customerId: pending[0].customerId, waiting: pending.length }, 'flush interrupted');
  } finally {
    flushing = false;
  }
}

setInterval(flush, FLUSH_EVERY_MS);
