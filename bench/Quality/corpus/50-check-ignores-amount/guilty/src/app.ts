import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { z } from "zod";
import { authenticate, type Tenant } from "./auth";
import { logger } from "./logger";
import { planOf } from "./plans";
import { giveBack, take } from "./quota";
import { sql } from "./sql";
import { upsertVectors } from "./vectors";

const Upsert = z.object({
  collection: z.string().min(1),
  vectors: z
    .array(z.object({ id: z.string(), values: z.array(z.number()), metadata: z.record(z.string()).optional() }))
    .min(1)
    .max(10_000),
});

export const app = new Hono<{ Variables: { tenant: Tenant } }>();

app.use("/v1/*", authenticate);

app.post("/v1/vectors", zValidator("json", Upsert), async (c) => {
  const tenant = c.get("tenant");
  const { collection, vectors } = c.req.valid("json");
  const plan = await planOf(tenant.id);

  const left = await take(tenant.id, plan, vectors.length);
  if (left === null) {
    return c.json({ error: "write_limit_reached", limit: plan.writeLimit, resetsAt: plan.period.end }, 429);
  }

  try {
    await sql.begin(async (tx) => {
      await upsertVectors(tx, tenant.id, collection, vectors);
      await tx`
        INSERT INTO usage_outbox (id, tenant_id, meter, quantity, collection, occurred_at)
        VALUES (gen_random_uuid(), ${tenant.id}, 'vector_writes', ${vectors.length}, ${collection}, now())`;
    });
  } catch (error) {
    logger.error({ err: error, tenant: tenant.id, collection, vectors: vectors.length }, "vectors not written");
    await giveBack(tenant.id, plan, vectors.length);
    throw error;
  }
  c.header("X-Writes-Left", String(left));
  return c.json({ written: vectors.length });
});
