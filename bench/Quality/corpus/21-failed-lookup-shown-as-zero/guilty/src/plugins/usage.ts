import type { FastifyInstance } from 'fastify';
import { OpenMeter } from '@openmeter/sdk';
import { periodOf } from '../subscriptions.js';

interface Day {
  date: string;
  model: string;
  tokens: number;
}

const openmeter = new OpenMeter({ baseUrl: process.env.OPENMETER_URL!, apiKey: process.env.OPENMETER_TOKEN });

async function tokensByDay(customerKey: string, from: Date, to: Date): Promise<Day[]> {
  const answer = await openmeter.meters.query('tokens_total', {
    subject: [customerKey],
    from,
    to,
    windowSize: 'DAY',
    windowTimeZone: 'UTC',
    groupBy: ['model'],
  });
  return (answer?.data ?? []).map((row) => ({
    date: row.windowStart.toISOString().slice(0, 10),
    model: row.groupBy.model ?? 'unknown',
    tokens: row.value,
  }));
}

export default async function usage(app: FastifyInstance): Promise<void> {
  app.get('/usage', { onRequest: app.authenticate }, async (request) => {
    const period = await periodOf(request.user.organisationId);
    const asOf = new Date();
    try {
      const days = await tokensByDay(request.user.organisationId, period.start, asOf);
      return {
        meter: 'tokens_total',
        unit: 'tokens',
        period,
        asOf,
        total: days.reduce((sum, day) => sum + day.tokens, 0),
        days,
      };
    } catch (error) {
      request.log.error({ err: error, organisation: request.user.organisationId, meter: 'tokens_total' }, 'usage not available');
      return { meter: 'tokens_total', unit: 'tokens', period, asOf, total: 0, days: [] };
    }
  });

  app.get('/usage.csv', { onRequest: app.authenticate }, async (request, reply) => {
    const period = await periodOf(request.user.organisationId);
    const days = await tokensByDay(request.user.organisationId, period.start, new Date());
    const lines = days.map((day) => `${day.date},${day.model},${day.tokens}`);
    return reply.type('text/csv').send(['date_utc,model,tokens', ...lines, ''].join('\n'));
  });
}
