import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from './log.js';
import { relayErrors } from './metrics.js';
import { measure, relayOnce } from './relay.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });

let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

while (!stopping) {
  let relayed = 0;
  try {
    relayed = await relayOnce(pool);
    await measure(pool);
  } catch (error) {
    relayErrors.inc();
    log.error({ err: error }, 'usage relay');
  }
  if (relayed === 0) await sleep(5_000);
}
await pool.end();
