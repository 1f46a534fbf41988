import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import Metronome from '@metronome/sdk';
import { DeadLetterService } from './dead-letter.service';
import { RenderUsageProcessor } from './render-usage.processor';

@Module({
  imports: [
    BullModule.registerQueue({
      name: 'render-usage',
      defaultJobOptions: {
        attempts: 12,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
      },
    }),
  ],
  providers: [
    { provide: Metronome, useFactory: () => new Metronome({ maxRetries: 2, timeout: 15_000 }) },
    DeadLetterService,
    RenderUsageProcessor,
  ],
})
export class RenderUsageModule {}
