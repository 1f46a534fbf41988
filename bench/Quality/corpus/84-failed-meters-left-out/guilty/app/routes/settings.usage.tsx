import { data, type LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"

import { activeSubscription, costSoFar, meterUsage } from "~/billing/orb.server"
import { METERS } from "~/billing/meters"
import { log } from "~/log.server"
import { requireMember } from "~/session.server"

export async function loader({ request }: LoaderFunctionArgs) {
  const { accountId } = await requireMember(request, "billing:read")
  const subscription = await activeSubscription(accountId)
  if (!subscription) throw data("no active subscription", { status: 404 })

  try {
    const cost = await costSoFar(subscription)
    const settled = await Promise.allSettled(METERS.map((meter) => meterUsage(subscription, meter)))
    const meters = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []))
    return { subscription, cost, meters, asOf: new Date().toISOString() }
  } catch (error) {
    log.error({ err: error, accountId }, "usage page not available")
    throw data("usage cannot be shown at the moment", { status: 503 })
  }
}

export default function UsagePage() {
  const { subscription, cost, meters, asOf } = useLoaderData<typeof loader>()
  return (
    <section>
      <h1>Usage of this billing period</h1>
      <p>
        {subscription.periodStart} to {subscription.periodEnd}, as of {asOf}; events of the last minutes may be missing.
      </p>
      <table>
        <tbody>
          {meters.map(({ meter, quantity }) => (
            <tr key={meter.metricId}>
              <th scope="row">{meter.title}</th>
              <td>
                {quantity.toLocaleString("en")} {meter.unit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>Cost so far: ${cost}</p>
    </section>
  )
}
