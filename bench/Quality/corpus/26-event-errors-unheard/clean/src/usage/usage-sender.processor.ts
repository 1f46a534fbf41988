import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Job } from 'bullmq';
import { Client, getLagoError } from 'lago-javascript-client';
import { Alerts } from '../alerts/alerts.service';
import { UsageLedger } from './usage-ledger.service';

const lago = Client(process.env.LAGO_API_KEY!);

@Processor('usage-sender')
export class UsageSenderProcessor extends WorkerHost {
  constructor(
    private readonly ledger: UsageLedger,
    private readonly alerts: Alerts,
  ) {
    super();
  }

  async process(job: Job<{ eventId: string }>): Promise<void> {
    const usage = await this.ledger.find(job.data.eventId);
    try {
      await lago.events.createEvent({
        event: {
          transaction_id: usage.id,
          external_subscription_id: usage.subscriptionId,
          code: usage.metric,
          timestamp: Math.floor(usage.occurredAt.getTime() / 1000),
          properties: usage.properties,
        },
      });
    } catch (error) {
      if (!(await alreadyStored(error))) throw error;
    }
    await this.ledger.markSent(usage.id);
  }

  @OnWorkerEvent('failed')
  async failed(job: Job<{ eventId: string }>, error: Error): Promise<void> {
    if (job.attemptsMade < (job.opts.attempts ?? 1)) return;
    await this.ledger.markDead(job.data.eventId, error.message);
    await this.alerts.page('Usage event not sent', { eventId: job.data.eventId, error: error.message });
  }
}

async function alreadyStored(error: unknown): Promise<boolean> {
  if (!(error instanceof Response) || error.status !== 422) return false;
  const answer = await getLagoError<'createEvent'>(error);
  return JSON.stringify(answer.error_details) === '{"transaction_id":["value_already_exist"]}';
}
