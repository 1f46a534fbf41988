import { Router } from 'express';
import { subscriptionOf } from '../accounts.js';
import { usageEvents } from '../lago.js';

export const usageExport = Router();

const columns = ['event_id', 'occurred_at_utc', 'metric', 'unit', 'quantity', 'printer', 'job'];

const cell = (value) => `"${String(value ?? '').replaceAll('"', '""')}"`;

usageExport.get('/account/usage.csv', async (req, res, next) => {
  try {
    const subscription = await subscriptionOf(req.session.accountId);
    const events = usageEvents(subscription.externalId, subscription.periodStart, new Date());

    res.type('text/csv');
    res.attachment(`usage-${subscription.periodStart.toISOString().slice(0, 10)}.csv`);
    res.write(`${columns.join(',')}\n`);
    for await (const event of events) {
      const { quantity, printer, job } = event.properties;
      res.write(
        `${[event.transaction_id, event.timestamp, event.code, 'pages', quantity, printer, job].map(cell).join(',')}\n`,
      );
    }
    res.end();
  } catch (error) {
    if (res.headersSent) res.destroy(error);
    else next(error);
  }
});
