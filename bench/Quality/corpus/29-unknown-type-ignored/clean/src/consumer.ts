import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import { log } from './log.js';
import { recordUsage } from './ledger.js';
import { eventsHandled, eventsUnknown } from './metrics.js';
import { type MachineEvent, parseEvent } from './schema.js';

const kafka = new Kafka({ clientId: 'machine-metering', brokers: process.env.KAFKA_BROKERS!.split(','), logLevel: logLevel.WARN });
const consumer = kafka.consumer({ groupId: 'machine-metering', sessionTimeout: 45_000 });
const deadLetters = kafka.producer({ idempotent: true });

async function toDeadLetters({ message, topic, partition }: EachMessagePayload, reason: string): Promise<void> {
  log.error({ topic, partition, offset: message.offset, key: message.key?.toString(), reason }, 'event not metered');
  await deadLetters.send({
    topic: 'machine-events.dead',
    messages: [{ key: message.key, value: message.value, headers: { ...message.headers, reason } }],
  });
}

async function handle(payload: EachMessagePayload): Promise<void> {
  let event: MachineEvent;
  try {
    event = parseEvent(payload.message.value);
  } catch (error) {
    await toDeadLetters(payload, (error as Error).message);
    return;
  }

  switch (event.type) {
    case 'machine.stopped':
      await recordUsage({
        id: event.id,
        tenant: event.tenant,
        meter: 'machine_seconds',
        quantity: event.runSeconds,
        flavour: event.flavour,
        occurredAt: event.stoppedAt,
      });
      break;
    case 'volume.released':
      await recordUsage({
        id: event.id,
        tenant: event.tenant,
        meter: 'volume_gib_hours',
        quantity: event.gibHours,
        flavour: event.flavour,
        occurredAt: event.releasedAt,
      });
      break;
    case 'machine.started':
      break;
    default:
      eventsUnknown.inc({ type: event.type });
      await toDeadLetters(payload, `unknown type ${event.type}`);
      return;
  }
  eventsHandled.inc({ type: event.type });
}

export async function start(): Promise<void> {
  await Promise.all([consumer.connect(), deadLetters.connect()]);
  await consumer.subscribe({ topics: ['machine-events'], fromBeginning: true });
  await consumer.run({ eachMessage: handle });
}

export async function stop(): Promise<void> {
  await consumer.disconnect();
  await deadLetters.disconnect();
}
