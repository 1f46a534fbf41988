import pg from "pg"
import Stripe from "stripe"

import { pageOnCall } from "./alerts.mjs"
import { log } from "./log.mjs"
import { exportLag, eventsExported } from "./metrics.mjs"

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY, { maxNetworkRetries: 3, timeout: 15_000 })
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

const CUSTOMERS = `
  SELECT c.account_id, c.stripe_customer_id, c.exported_through
  FROM export_cursors c
  WHERE EXISTS (SELECT 1 FROM usage_events u WHERE u.account_id = c.account_id AND u.sequence > c.exported_through)
`

// The sequence is assigned under a lock on the account, so it has no gaps that fill up later.
const EVENTS = `
  SELECT sequence, event_id, meter, quantity, occurred_at
  FROM usage_events
  WHERE account_id = $1 AND sequence > $2
  ORDER BY sequence
  LIMIT 500
`

async function send(customer, event) {
  await stripe.billing.meterEvents.create({
    event_name: event.meter,
    identifier: event.event_id,
    timestamp: Math.floor(event.occurred_at.getTime() / 1000),
    payload: {
      stripe_customer_id: customer.stripe_customer_id,
      value: String(event.quantity),
    },
  })
}

async function exportCustomer(customer) {
  const { rows } = await pool.query(EVENTS, [customer.account_id, customer.exported_through])
  for (const event of rows) {
    try {
      await send(customer, event)
    } catch (error) {
      log.error({ err: error, eventId: event.event_id, accountId: customer.account_id }, "usage event not exported")
      if (error instanceof Stripe.errors.StripeInvalidRequestError) {
        await pageOnCall("usage export blocked", { ...customer, ...event, reason: error.message })
      }
      return false
    }
    await pool.query(
      `UPDATE export_cursors SET exported_through = $2, exported_at = now() WHERE account_id = $1`,
      [customer.account_id, event.sequence],
    )
    eventsExported.inc({ meter: event.meter })
  }
  return true
}

/** Run every five minutes; the scheduler starts no second run before the first has ended. */
export async function exportUsage() {
  const { rows: customers } = await pool.query(CUSTOMERS)
  let failed = 0
  for (const customer of customers) {
    if (!(await exportCustomer(customer))) failed += 1
  }

  const { rows: [lag] } = await pool.query(`
    SELECT coalesce(extract(epoch FROM now() - min(u.occurred_at)), 0)::float AS seconds
    FROM usage_events u JOIN export_cursors c USING (account_id)
    WHERE u.sequence > c.exported_through
  `)
  exportLag.set(lag.seconds)
  if (failed > 0) throw new Error(`${failed} of ${customers.length} customers not exported`)
}
