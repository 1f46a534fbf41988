import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import Metronome from '@metronome/sdk';
import { Job } from 'bullmq';
import { Counter } from 'prom-client';
import { DeadLetterService } from './dead-letter.service';

export interface FinishedRender {
  renderId: string;
  accountId: string;
  preset: 'draft' | 'final';
  frames: number;
  finishedAt: string;
}

const failures = new Counter({
  name: 'render_usage_failures_total',
  help: 'Attempts to report a render that failed',
  labelNames: ['preset'],
});

@Processor('render-usage', { concurrency: 10 })
export class RenderUsageProcessor extends WorkerHost {
  private readonly log = new Logger(RenderUsageProcessor.name);

  constructor(
    private readonly metronome: Metronome,
    private readonly deadLetters: DeadLetterService,
  ) {
    super();
  }

  async process(job: Job<FinishedRender>): Promise<void> {
    const render = job.data;
    await this.metronome.v1.usage.ingest({
      usage: [
        {
          transaction_id: `render_frames:${render.renderId}`,
          customer_id: render.accountId,
          event_type: 'render_frames',
          timestamp: render.finishedAt,
          properties: { frames: String(render.frames), preset: render.preset, render_id: render.renderId },
        },
      ],
    });
  }

  @OnWorkerEvent('failed')
  async failed(job: Job<FinishedRender>, error: Error): Promise<void> {
    const { renderId, accountId, preset } = job.data;
    failures.inc({ preset });
    this.log.error({ renderId, accountId, attempt: job.attemptsMade, message: error.message });
    if (job.attemptsMade >= (job.opts.attempts ?? 1)) {
      await this.deadLetters.keep('render-usage', job.data, error.message);
    }
  }
}
