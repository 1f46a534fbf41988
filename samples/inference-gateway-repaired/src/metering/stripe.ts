import Stripe from 'stripe';

export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, { timeout: 10_000, maxNetworkRetries: 2 });

export const METER_IDS: Record<string, string> = {
  llm_tokens: process.env.STRIPE_METER_LLM_TOKENS!,
  storage_byte_hours: process.env.STRIPE_METER_STORAGE_BYTE_HOURS!,
  egress_bytes: process.env.STRIPE_METER_EGRESS_BYTES!,
};

export interface MeterUsage {
  id: string;
  meter: string;
  stripeCustomerId: string;
  quantity: bigint;
  occurredAt: Date;
}

export async function sendMeterEvent(usage: MeterUsage): Promise<'accepted' | 'duplicate'> {
  try {
    await stripe.billing.meterEvents.create({
      event_name: usage.meter,
      identifier: usage.id,
      timestamp: Math.floor(usage.occurredAt.getTime() / 1000),
      payload: { stripe_customer_id: usage.stripeCustomerId, value: usage.quantity.toString() },
    });
    return 'accepted';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.message.includes('already exists with identifier')) {
      return 'duplicate';
    }
    throw error;
  }
}

export function isPermanent(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError;
}

export async function providerTotal(meter: string, stripeCustomerId: string, start: Date, end: Date): Promise<bigint> {
  let total = 0n;
  const summaries = stripe.billing.meters.listEventSummaries(METER_IDS[meter], {
    customer: stripeCustomerId,
    start_time: Math.floor(start.getTime() / 1000),
    end_time: Math.floor(end.getTime() / 1000),
    limit: 100,
  });
  for await (const summary of summaries) {
    total += BigInt(summary.aggregated_value);
  }
  return total;
}
