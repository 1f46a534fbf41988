import { transaction } from '../db.js';
import { log } from '../log.js';
import { type UsageEvent, recordUsage } from './outbox.js';

const FLUSH_EVERY_MS = 50;
const BATCH = 500;

interface Waiting {
  event: UsageEvent;
  committed: () => void;
}

const pending: Waiting[] = [];
let running: Promise<void> | undefined;

export function commitUsage(event: UsageEvent): Promise<void> {
  return new Promise((committed) => pending.push({ event, committed }));
}

function flush(): Promise<void> {
  running ??= commitPending().finally(() => {
    running = undefined;
  });
  return running;
}

async function commitPending(): Promise<void> {
  while (pending.length > 0) {
    const batch = pending.slice(0, BATCH);
    await transaction(async (client) => {
      for (const { event } of batch) await recordUsage(client, event);
    });
    pending.splice(0, batch.length);
    for (const { committed } of batch) committed();
  }
}

const timer = setInterval(() => {
  flush().catch((error) => {
    const { meter, source, customerId } = pending[0].event;
    log.error({ err: error, meter, source, customerId, waiting: pending.length }, 'usage not committed, kept for the next flush');
  });
}, FLUSH_EVERY_MS);

export async function drainUsage(): Promise<void> {
  clearInterval(timer);
  while (pending.length > 0) await flush();
}
