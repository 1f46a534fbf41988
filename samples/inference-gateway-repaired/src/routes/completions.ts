import express, { Router } from 'express';
import { transaction } from '../db.js';
import { recordUsage } from '../metering/outbox.js';
import { billingPeriod } from '../metering/periods.js';
import { reserveTokens, settleTokens } from '../metering/quota.js';
import { complete } from '../upstream.js';

const CONTEXT_TOKENS = 32_768;

export const completions = Router();

completions.post('/completions', express.json({ limit: '4mb' }), async (req, res) => {
  const customer = req.customer;
  const { model, messages, max_tokens: maxTokens = 1024, project = 'default' } = req.body;
  const period = billingPeriod(customer.billingAnchor, new Date());
  const reserved = BigInt(CONTEXT_TOKENS + maxTokens);

  if (!(await reserveTokens(customer.id, period, reserved))) {
    res.status(402).json({ error: { code: 'token_limit_reached', resetsAt: period.end.toISOString() } });
    return;
  }

  let answer;
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
      await recordUsage(client, {
        customerId: customer.id,
        meter: 'llm_tokens',
        source: rows[0].id,
        quantity: tokens,
        project,
        resource: model,
        occurredAt: finishedAt,
      });
      await settleTokens(client, customer.id, period, reserved, tokens);
      return rows[0].id as string;
    });

    answer = { id, model, choices: completion.choices, usage: completion.usage };
  } catch (error) {
    await transaction((client) => settleTokens(client, customer.id, period, reserved, 0n));
    throw error;
  }
  res.json(answer);
});
