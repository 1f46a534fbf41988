import type { NextFunction, Request, Response } from 'express';
import { Redis } from 'ioredis';
import { log } from '../log.js';
import { quotaRefused } from '../metrics.js';
import { planOf } from '../plans.js';


export const redis = new Redis(process.env.REDIS_URL!, { maxRetriesPerRequest: 2 });


const DAY_SECONDS = 86_400;

async function take(key: string, amount: number, limit: number, periodEnd: Date): Promise<boolean> {
  const expiresAt = Math.floor(periodEnd.getTime() / 1000) + DAY_SECONDS;
  const used = Number((await redis.get(key)) ?? 0);
  if (used + amount > limit) return false;
  await redis.incrby(key, amount);
  await redis.expireat(key, expiresAt);
  return true;
}

export function requireQuota(meter: string, amountOf: (req: Request) => number) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const plan = await planOf(req.account.id);
    const amount = amountOf(req);
    const key = `quota:${req.account.id}:${meter}:${plan.period.start.toISOString()}`;

    if (!(await take(key, amount, plan.limits[meter], plan.period.end))) {
      quotaRefused.inc({ meter });
      res.status(429).json({
        error: 'quota_exhausted',
        meter,
        limit: plan.limits[meter],
        resetsAt: plan.period.end.toISOString(),
        upgradeUrl: 'https://app.geokode.io/billing/plans',
      });
      return;
    }
    res.once('close', () => {
      if (res.statusCode < 500) return;
      redis.decrby(key, amount).catch((error) => log.error({ err: error, key, amount }, 'quota of a failed request not given back'));
    });
    next();
  };
}
