import express, { Router } from 'express';
import { transaction } from '../db.js';
import { billingPeriod } from '../metering/periods.js';
import { reserveTokens, settleTokens } from '../metering/quota.js';
import { sendMeterEvent } from '../metering/stripe.js';
import { complete } from '../upstream.js';

const CONTEXT_TOKENS = 32_768;

export const completions = Router();

completions.post('/completions', express.json({ limit: '4mb' }), async (req, res) => {
  const customer = req.customer;
  const { model, messages, max_tokens: maxTokens = 1024, project = 'default' } = req.body;
  const period = billingPeriod(new Date());
  const reserved = BigInt(CONTEXT_TOKENS + maxTokens);

  if (!(await reserveTokens(customer.id, period, reserved))) {
    res.status(402).json({ error: { code: 'token_limit_reached', resetsAt: period.end.toISOString() } });
    return;
  }

  let spent = 0n;
  try {
    const completion = await complete(model, messages, maxTokens);
    const tokens = BigInt(completion.usage.prompt_tokens + completion.usage.completion_tokens);
    const finishedAt = new Date();

    const id = await transaction(async (client) => {
      const { rows } = await client.query(
        `INSERT INTO completions (customer_id, project, model, prompt_tokens, completion_tokens, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [customer.id, project, model, completion.usage.prompt_tokens, completion.usage.completion_tokens, finishedAt],
      );
      await client.query(
        `INSERT INTO usage_events (customer_id, meter, quantity, project, resource, occurred_at)
         VALUES ($1, 'llm_tokens', $2, $3, $4, $5)`,
        [customer.id, tokens, project, model, finishedAt],
      );
      return rows[0].id as string;
    });
    spent = tokens;

    sendMeterEvent({
      meter: 'llm_tokens',
      customerId: customer.id,
      stripeCustomerId: customer.stripeCustomerId,
      quantity: tokens,
      occurredAt: finishedAt,
    });

    res.json({ id, model, choices: completion.choices, usage: completion.usage });
  } finally {
    await settleTokens(customer.id, period, reserved, spent);
  }
});
