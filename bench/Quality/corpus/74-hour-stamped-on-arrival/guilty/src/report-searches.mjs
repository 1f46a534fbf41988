import Stripe from "stripe"

import { pageOnCall } from "./alerts.mjs"
import { log } from "./log.mjs"
import { hoursReported, oldestUnreported } from "./metrics.mjs"
import { markRefused, markReported, oldestUnreportedSeconds, unreportedHours } from "./windows.mjs"

const PAGE = 500
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY, { maxNetworkRetries: 4, timeout: 20_000 })

const isKnown = (error) => /already exists with identifier/.test(error.message)

async function report(hour) {
  try {
    await stripe.billing.meterEvents.create({
      event_name: "searches",
      identifier: `searches:${hour.id}`,
      payload: {
        stripe_customer_id: hour.stripe_customer_id,
        value: String(hour.searches),
      },
    })
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    if (!isKnown(error)) {
      await markRefused(hour.id, error.message)
      await pageOnCall("Stripe refuses usage", { hour, reason: error.message })
      return
    }
  }
  await markReported(hour.id)
  hoursReported.inc()
}

/** Runs every ten minutes as a Kubernetes cron job with the policy to forbid a second run; a failed job pages. */
async function main() {
  let hours
  do {
    hours = await unreportedHours(PAGE)
    for (const hour of hours) await report(hour)
    log.info({ count: hours.length }, "hours reported")
  } while (hours.length === PAGE)
}

try {
  await main()
} catch (error) {
  log.error({ err: error }, "report of searches stopped, the rest follows with the next run")
  process.exitCode = 1
} finally {
  await oldestUnreported.push(await oldestUnreportedSeconds())
}
