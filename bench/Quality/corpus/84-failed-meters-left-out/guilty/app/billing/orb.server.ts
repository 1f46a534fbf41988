import Orb from "orb-billing"

const orb = new Orb({ apiKey: process.env.ORB_API_KEY, timeout: 8_000, maxRetries: 2 })

export interface Meter {
  metricId: string
  title: string
  unit: string
}

export interface MeterUsage {
  meter: Meter
  quantity: number
}

export interface Subscription {
  id: string
  periodStart: string
  periodEnd: string
}

/** The subscription of an account, by the external id under which its usage is sent. */
export async function activeSubscription(accountId: string): Promise<Subscription | null> {
  const page = await orb.subscriptions.list({ external_customer_id: [accountId], status: "active", limit: 1 })
  const [found] = page.data
  if (!found?.current_billing_period_start_date || !found.current_billing_period_end_date) return null
  return {
    id: found.id,
    periodStart: found.current_billing_period_start_date,
    periodEnd: found.current_billing_period_end_date,
  }
}

export async function meterUsage(subscription: Subscription, meter: Meter): Promise<MeterUsage> {
  const usage = await orb.subscriptions.fetchUsage(subscription.id, {
    billable_metric_id: meter.metricId,
    timeframe_start: subscription.periodStart,
    timeframe_end: subscription.periodEnd,
    granularity: "day",
  })
  const quantity = usage.data.flatMap((metric) => metric.usage).reduce((sum, day) => sum + day.quantity, 0)
  return { meter, quantity }
}

/** What the running period costs so far, allowances and tiers included, as Orb would invoice it. */
export async function costSoFar(subscription: Subscription): Promise<string> {
  const costs = await orb.subscriptions.fetchCosts(subscription.id, {
    timeframe_start: subscription.periodStart,
    timeframe_end: subscription.periodEnd,
    view_mode: "cumulative",
  })
  const latest = costs.data.at(-1)
  if (!latest) throw new Error(`no costs for ${subscription.id}`)
  return latest.total
}
