import express, { Router } from 'express';
import { pool } from '../db.js';
import { log } from '../log.js';
import { stripe } from '../metering/stripe.js';

export const webhooks = Router();

webhooks.post('/stripe', express.raw({ type: 'application/json' }), async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.header('stripe-signature') ?? '', process.env.STRIPE_WEBHOOK_SECRET!);

  switch (event.type) {
    case 'customer.subscription.created':
    case 'customer.subscription.updated': {
      const subscription = event.data.object;
      const plan = subscription.metadata;
      await pool.query(
        `INSERT INTO subscriptions (customer_id, plan, base_fee_cents, token_limit, started_at)
         SELECT id, $2, $3, $4, to_timestamp($5) FROM customers WHERE stripe_customer_id = $1
         ON CONFLICT (customer_id) DO UPDATE SET
           plan = EXCLUDED.plan, base_fee_cents = EXCLUDED.base_fee_cents, token_limit = EXCLUDED.token_limit`,
        [subscription.customer, plan.plan, plan.base_fee_cents, plan.token_limit, subscription.start_date],
      );
      break;
    }
    default:
      log.info({ type: event.type, eventId: event.id }, 'webhook not used');
  }
  res.status(204).end();
});
