import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import { hours } from '../time.js';
import { misdatedReadings } from '../metrics.js';

export const MAX_DELAY_MS = hours(48);
const MAX_AHEAD_MS = 60_000;

const Body = Type.Object({
  readings: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      subscriptionId: Type.String(),
      meter: Type.Union([Type.Literal('heat_kwh'), Type.Literal('water_litres')]),
      quantity: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$' }),
      occurredAt: Type.String({ format: 'date-time' }),
    }),
    { minItems: 1, maxItems: 500 },
  ),
});

export const readingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/readings', { schema: { body: Body }, onRequest: app.authenticateGateway }, async (request, reply) => {
    const now = Date.now();
    await request.gateway.assertOwns(request.body.readings.map(({ subscriptionId }) => subscriptionId));
    const readings = request.body.readings.map((reading) => ({ ...reading, gatewayId: request.gateway.id }));
    const timely = readings.filter(({ occurredAt }) => {
      const age = now - Date.parse(occurredAt);
      return age <= MAX_DELAY_MS && age >= -MAX_AHEAD_MS;
    });
    const misdated = readings.filter((reading) => !timely.includes(reading));

    await app.prisma.$transaction([
      app.prisma.reading.createMany({ data: timely, skipDuplicates: true }),
      app.prisma.misdatedReading.createMany({ data: misdated, skipDuplicates: true }),
    ]);
    if (misdated.length > 0) {
      misdatedReadings.inc({ gateway: request.gateway.id }, misdated.length);
      request.log.error({ gateway: request.gateway.id, misdated }, 'readings set aside for review');
    }
    return reply.code(202).send({ accepted: readings.length });
  });
};
