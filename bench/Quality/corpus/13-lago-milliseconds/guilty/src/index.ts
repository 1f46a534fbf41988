import { Client, getLagoError } from 'lago-javascript-client';

export interface Env {
  LAGO_API_KEY: string;
  DEAD_USAGE: Queue<DeadUsage>;
  METRICS: AnalyticsEngineDataset;
}

interface Usage {
  id: string;
  subscription: string;
  seconds: number;
  language: string;
  endedAt: string;
}

interface DeadUsage {
  usage: Usage;
  reason: string;
}

type Details = Record<string, { transaction_id?: string[] }>;

export default {
  async queue(batch: MessageBatch<Usage>, env: Env): Promise<void> {
    const lago = Client(env.LAGO_API_KEY, { rateLimitRetry: { maxAttempts: 3 } });
    const messages = batch.messages.slice(0, 100);
    const rest = batch.messages.slice(100);
    for (const message of rest) message.retry();

    try {
      await lago.events.createBatchEvents({ events: messages.map(({ body }) => toEvent(body)) });
      for (const message of messages) message.ack();
      env.METRICS.writeDataPoint({ indexes: ['sent'], doubles: [messages.length] });
    } catch (error) {
      const details = await rejected(error);
      const ids = messages.map(({ body }) => body.id);
      console.error(JSON.stringify({ msg: 'usage batch not stored', ids, details, error: String(error) }));
      for (const [index, message] of messages.entries()) {
        const reasons = details[String(index)];
        if (!reasons) {
          message.retry({ delaySeconds: Math.min(3600, 5 * 2 ** message.attempts) });
        } else if (reasons.transaction_id?.includes('value_already_exist')) {
          message.ack();
        } else {
          const { id, subscription } = message.body;
          console.error(JSON.stringify({ msg: 'usage refused by Lago', id, subscription, reasons }));
          await env.DEAD_USAGE.send({ usage: message.body, reason: JSON.stringify(reasons) });
          message.ack();
        }
      }
      env.METRICS.writeDataPoint({ indexes: ['failed'], doubles: [messages.length] });
    }
  },
};

function toEvent(usage: Usage) {
  return {
    transaction_id: usage.id,
    external_subscription_id: usage.subscription,
    code: 'transcribed_seconds',
    timestamp: Date.parse(usage.endedAt),
    properties: { seconds: usage.seconds, language: usage.language },
  };
}

async function rejected(error: unknown): Promise<Details> {
  if (!(error instanceof Response)) return {};
  const answer = await getLagoError<'createBatchEvents'>(error);
  return answer.status === 422 ? (answer.error_details as Details) : {};
}
