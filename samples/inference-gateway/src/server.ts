import express, { type NextFunction, type Request, type Response } from 'express';
import { register } from 'prom-client';
import { authenticate } from './auth.js';
import { pool } from './db.js';
import { schedulerWorker } from './jobs/scheduler.js';
import { sendWorker } from './jobs/send-worker.js';
import { log } from './log.js';
import { scheduleJobs } from './metering/queue.js';
import { completions } from './routes/completions.js';
import { objects } from './routes/objects.js';
import { usage } from './routes/usage.js';
import { webhooks } from './routes/webhooks.js';

const app = express();
app.set('json replacer', (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

app.get('/healthz', async (_req, res) => {
  await pool.query('SELECT 1');
  res.json({ ok: true });
});
app.get('/metrics', async (_req, res) => {
  res.type(register.contentType).send(await register.metrics());
});
app.use('/webhooks', webhooks);
app.use('/v1', authenticate, completions, objects, usage);
app.use((error: Error, req: Request, res: Response, _next: NextFunction) => {
  log.error({ err: error, path: req.path }, 'request failed');
  res.status(503).json({ error: { code: 'unavailable' } });
});

await scheduleJobs();
const server = app.listen(Number(process.env.PORT ?? 8080), () => log.info('listening'));

process.on('SIGTERM', async () => {
  server.close();
  await Promise.all([sendWorker.close(), schedulerWorker.close()]);
  await pool.end();
  process.exit(0);
});
