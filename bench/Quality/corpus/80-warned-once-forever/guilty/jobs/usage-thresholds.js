const { log } = require("../lib/log")
const { thresholdRuns } = require("../lib/metrics")

const THRESHOLDS = [75, 90, 100]

// Totals of the running period: usage_totals is keyed by the period and raised with every event.
const TOTALS = `
  SELECT t.account_id, t.meter, t.quantity, t.period_start, t.period_end, p.included
  FROM usage_totals t
  JOIN subscriptions s ON s.account_id = t.account_id AND s.current_period_start = t.period_start
  JOIN plan_allowances p ON p.plan_id = s.plan_id AND p.meter = t.meter
  WHERE p.included > 0 AND t.quantity * 100 >= p.included * ?
`

async function notify(knex, total, threshold) {
  return knex.transaction(async (trx) => {
    const [notice] = await trx("usage_notices")
      .insert({
        account_id: total.account_id,
        meter: total.meter,
        threshold,
      })
      .onConflict()
      .ignore()
      .returning("threshold")
    if (notice === undefined) return false

    // The mail worker sends from this table, with attempts and an alert of its own.
    await trx("mail_outbox").insert({
      template: threshold < 100 ? "usage-warning" : "usage-overage-begins",
      account_id: total.account_id,
      variables: JSON.stringify({
        meter: total.meter,
        percent: threshold,
        used: String(total.quantity),
        included: String(total.included),
        resetsAt: total.period_end.toISOString(),
      }),
    })
    return true
  })
}

/** Every five minutes. Of several thresholds that a total has passed, the customer hears of the highest alone. */
async function checkThresholds(knex) {
  const { rows: totals } = await knex.raw(TOTALS, [THRESHOLDS[0]])
  let queued = 0
  for (const total of totals) {
    const percent = (BigInt(total.quantity) * 100n) / BigInt(total.included)
    const threshold = THRESHOLDS.filter((t) => percent >= BigInt(t)).at(-1)
    if (await notify(knex, total, threshold)) queued += 1
  }
  log.info({ checked: totals.length, queued }, "usage thresholds checked")
  thresholdRuns.inc()
}

module.exports = { checkThresholds }
