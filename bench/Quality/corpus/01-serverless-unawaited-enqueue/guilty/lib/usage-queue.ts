import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({ maxAttempts: 4 });

export interface UsageMessage {
  id: string;
  workspaceId: string;
  meter: 'generated_images';
  quantity: number;
  size: string;
  occurredAt: string;
}

export async function enqueueUsage(usage: UsageMessage): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env.USAGE_QUEUE_URL,
      MessageBody: JSON.stringify(usage),
    }),
  );
}
