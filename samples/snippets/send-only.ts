import Stripe from 'stripe';

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

interface RenderedPage {
  id: string;
  stripeCustomerId: string;
  pages: number;
  renderedAt: Date;
}

export async function reportRenderedPages(rendered: RenderedPage[]): Promise<void> {
  for (const render of rendered) {
    await stripe.billing.meterEvents.create({
      event_name: 'rendered_pages',
      identifier: `rendered_pages/${render.id}`,
      timestamp: Math.floor(render.renderedAt.getTime() / 1000),
      payload: {
        stripe_customer_id: render.stripeCustomerId,
        value: String(render.pages),
      },
    });
  }
}
