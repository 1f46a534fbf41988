import express, { Router } from 'express';
import { pool } from '../db.js';
import { log } from '../log.js';
import { stripe } from '../metering/stripe.js';
import { rejected } from '../metrics.js';

export const webhooks = Router();

webhooks.post('/stripe', express.raw({ type: 'application/json' }), async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.header('stripe-signature') ?? '', process.env.STRIPE_WEBHOOK_SECRET!);

  switch (event.type) {
    case 'customer.subscription.created':
    case 'customer.subscription.updated': {
      const subscription = event.data.object;
      const plan = subscription.metadata;
      await pool.query(
        `INSERT INTO subscriptions (customer_id, plan, base_fee_cents, token_limit, billing_anchor, started_at)
         SELECT id, $2, $3, $4, to_timestamp($5), to_timestamp($6) FROM customers WHERE stripe_customer_id = $1
         ON CONFLICT (customer_id) DO UPDATE SET
           plan = EXCLUDED.plan, base_fee_cents = EXCLUDED.base_fee_cents, token_limit = EXCLUDED.token_limit,
           billing_anchor = EXCLUDED.billing_anchor`,
        [
          subscription.customer,
          plan.plan,
          plan.base_fee_cents,
          plan.token_limit,
          subscription.billing_cycle_anchor,
          subscription.start_date,
        ],
      );
      break;
    }
    default:
      log.info({ type: event.type, eventId: event.id }, 'webhook not used');
  }
  res.status(204).end();
});

webhooks.post('/stripe/meters', express.raw({ type: 'application/json' }), async (req, res) => {
  const notification = stripe.parseEventNotification(
    req.body,
    req.header('stripe-signature') ?? '',
    process.env.STRIPE_METER_WEBHOOK_SECRET!,
  );
  if (
    notification.type === 'v1.billing.meter.error_report_triggered' ||
    notification.type === 'v1.billing.meter.no_meter_found'
  ) {
    const event = await notification.fetchEvent();
    for (const kind of event.data.reason.error_types) {
      const ids = kind.sample_errors.map((sample) => sample.request.identifier);
      rejected.inc({ code: kind.code }, kind.error_count);
      log.error(
        { code: kind.code, count: kind.error_count, ids, from: event.data.validation_start, until: event.data.validation_end },
        'Stripe did not count meter events',
      );
      await pool.query(`UPDATE usage_events SET status = 'dead', last_error = $2 WHERE id = ANY($1)`, [ids, kind.code]);
    }
  }
  res.status(204).end();
});
