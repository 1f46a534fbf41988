import { Logger } from '@aws-lambda-powertools/logger';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

interface UsageMessage {
  id: string;
  subscription: string;
  code: string;
  occurredAt: string;
  properties: Record<string, string>;
}

const logger = new Logger({ serviceName: 'forward-usage' });

async function forward(record: SQSRecord): Promise<void> {
  const usage = JSON.parse(record.body) as UsageMessage;
  const response = await fetch(`${process.env.LAGO_URL}/api/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await getSecret(process.env.LAGO_SECRET_ARN!)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      event: {
        transaction_id: usage.id,
        external_subscription_id: usage.subscription,
        code: usage.code,
        timestamp: String(Date.parse(usage.occurredAt) / 1000),
        properties: usage.properties,
      },
    }),
    signal: AbortSignal.timeout(8_000),
  });
  if (response.ok) return;
  const answer = await response.text();
  if (response.status === 422 && answer.includes('value_already_exist')) return;
  throw new Error(`Lago answered ${response.status}: ${answer}`);
}

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(event.Records.map(forward));
  const batchItemFailures = event.Records.flatMap((record, index) => {
    const result = results[index];
    if (result.status === 'fulfilled') return [];
    logger.error('usage not forwarded', { messageId: record.messageId, body: record.body, error: String(result.reason) });
    return [{ itemIdentifier: record.messageId }];
  });
  return { batchItemFailures };
}
