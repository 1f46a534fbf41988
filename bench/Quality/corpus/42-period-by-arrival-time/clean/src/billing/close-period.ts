import type { PrismaClient } from '@prisma/client';
import type { FastifyBaseLogger } from 'fastify';
import { MAX_DELAY_MS } from '../routes/readings.js';
import { hours } from '../time.js';

const CLOSE_AFTER_MS = MAX_DELAY_MS + hours(6);

export async function closeDuePeriods(prisma: PrismaClient, log: FastifyBaseLogger): Promise<void> {
  const due = await prisma.billingPeriod.findMany({
    where: { closedAt: null, end: { lt: new Date(Date.now() - CLOSE_AFTER_MS) } },
    orderBy: { end: 'asc' },
  });

  for (const period of due) {
    await prisma.$transaction(async (tx) => {
      const { count } = await tx.billingPeriod.updateMany({
        where: { id: period.id, closedAt: null },
        data: { closedAt: new Date() },
      });
      if (count === 0) return;

      const totals = await tx.reading.groupBy({
        by: ['meter'],
        where: { subscriptionId: period.subscriptionId, occurredAt: { gte: period.start, lt: period.end } },
        _sum: { quantity: true },
      });
      await tx.draftLine.createMany({
        data: totals.map(({ meter, _sum }) => ({ periodId: period.id, meter, quantity: _sum.quantity! })),
      });
      log.info({ period: period.id, subscription: period.subscriptionId, meters: totals.length }, 'period closed');
    });
  }
}
