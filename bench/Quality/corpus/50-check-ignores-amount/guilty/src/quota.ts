import { Redis, type Result } from "ioredis";
import type { Plan } from "./plans";

declare module "ioredis" {
  interface RedisCommander<Context> {
    takeQuota(key: string, amount: number, limit: number, expiresAt: number): Result<number, Context>;
  }
}

const redis = new Redis(process.env.REDIS_URL!, { maxRetriesPerRequest: 1, commandTimeout: 1000 });

redis.defineCommand("takeQuota", {
  numberOfKeys: 1,
  lua: `
    local used = tonumber(redis.call("GET", KEYS[1]) or "0")
    local amount = tonumber(ARGV[1])
    local limit = tonumber(ARGV[2])
    if used >= limit then
      return -1
    end
    redis.call("INCRBY", KEYS[1], amount)
    redis.call("EXPIREAT", KEYS[1], ARGV[3])
    return used + amount
  `,
});

const keyOf = (tenant: string, plan: Plan) => `vectors:${tenant}:${plan.period.start.toISOString()}`;

export async function take(tenant: string, plan: Plan, amount: number): Promise<number | null> {
  const expiresAt = Math.floor(plan.period.end.getTime() / 1000) + 86_400;
  const used = await redis.takeQuota(keyOf(tenant, plan), amount, plan.writeLimit, expiresAt);
  return used < 0 ? null : Math.max(0, plan.writeLimit - used);
}

export async function giveBack(tenant: string, plan: Plan, amount: number): Promise<void> {
  await redis.decrby(keyOf(tenant, plan), amount);
}
