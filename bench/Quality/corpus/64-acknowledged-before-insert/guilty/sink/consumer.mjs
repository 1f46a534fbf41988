import { setTimeout as sleep } from "node:timers/promises"

import { createClient } from "@clickhouse/client"
import amqp from "amqplib"
import Ajv from "ajv"
import addFormats from "ajv-formats"

import { log } from "./log.mjs"
import { eventsRejected, eventsStored, insertFailures } from "./metrics.mjs"

const QUEUE = "usage.events"
const PAUSE_AFTER_FAILURE_MS = 5_000

const ajv = new Ajv()
addFormats(ajv)
const isUsageEvent = ajv.compile({
  type: "object",
  required: ["eventId", "accountId", "meter", "deviceId", "quantity", "occurredAt"],
  properties: {
    eventId: { type: "string", format: "uuid" },
    accountId: { type: "string", minLength: 1 },
    meter: { enum: ["messages_in", "messages_out", "rule_runs"] },
    deviceId: { type: "string", minLength: 1 },
    quantity: { type: "integer", minimum: 1 },
    occurredAt: { type: "string", format: "date-time" },
  },
})

const clickhouse = createClient({
  url: process.env.CLICKHOUSE_URL,
  username: process.env.CLICKHOUSE_USER,
  password: process.env.CLICKHOUSE_PASSWORD,
  request_timeout: 15_000,
  clickhouse_settings: { async_insert: 1, wait_for_async_insert: 1, date_time_input_format: "best_effort" },
})

function parse(message) {
  try {
    const event = JSON.parse(message.content.toString("utf8"))
    return isUsageEvent(event) ? event : undefined
  } catch {
    return undefined
  }
}

export async function startConsumer() {
  const connection = await amqp.connect(process.env.AMQP_URL)
  const channel = await connection.createChannel()
  await channel.prefetch(100)
  // The queue dead-letters to usage.events.rejected, which pages the billing team from the first message on.
  await channel.checkQueue(QUEUE)

  const store = async (message) => {
    const event = parse(message)
    if (!event) {
      eventsRejected.inc()
      log.error({ messageId: message.properties.messageId }, "not a usage event, sent to the rejected queue")
      channel.nack(message, false, false)
      return
    }
    channel.ack(message)
    try {
      await clickhouse.insert({
        table: "usage_events",
        format: "JSONEachRow",
        values: [
          {
            event_id: event.eventId,
            account_id: event.accountId,
            meter: event.meter,
            device_id: event.deviceId,
            quantity: event.quantity,
            occurred_at: event.occurredAt,
          },
        ],
      })
      eventsStored.inc({ meter: event.meter })
    } catch (error) {
      insertFailures.inc({ meter: event.meter })
      log.error({ err: error, eventId: event.eventId, accountId: event.accountId }, "usage event not stored")
      await sleep(PAUSE_AFTER_FAILURE_MS)
    }
  }

  await channel.consume(QUEUE, (message) => {
    if (message) void store(message)
  })
  return { connection, channel }
}
