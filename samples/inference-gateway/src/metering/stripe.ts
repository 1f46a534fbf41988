import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { log } from '../log.js';

export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, { timeout: 10_000 });

const MAX_ATTEMPTS = 4;

export interface MeterUsage {
  meter: string;
  customerId: string;
  stripeCustomerId: string;
  quantity: bigint;
  occurredAt: Date;
}

export async function sendMeterEvent(usage: MeterUsage): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await stripe.billing.meterEvents.create({
        event_name: usage.meter,
        identifier: randomUUID(),
        timestamp: Math.floor(usage.occurredAt.getTime() / 1000),
        payload: { stripe_customer_id: usage.stripeCustomerId, value: usage.quantity.toString() },
      });
      return;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
      log.warn(
        { err: error, attempt, meter: usage.meter, customerId: usage.customerId, occurredAt: usage.occurredAt },
        'meter event not accepted, retrying',
      );
      await sleep(250 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
