import { hostname } from "node:os"

import type { Message } from "@aws-sdk/client-sqs"
import { Injectable, Logger } from "@nestjs/common"
import { OpenMeter } from "@openmeter/sdk"
import { SqsConsumerEventHandler, SqsMessageHandler } from "@ssut/nestjs-sqs"
import { z } from "zod"

import { MetricsService } from "../metrics/metrics.service"

const RenderFinished = z.object({
  renderId: z.string().uuid(),
  studioId: z.string(),
  projectId: z.string(),
  frames: z.number().int().positive(),
  resolution: z.enum(["hd", "uhd"]),
  finishedAt: z.string().datetime(),
})

@Injectable()
export class UsageForwarder {
  private readonly logger = new Logger(UsageForwarder.name)

  constructor(
    private readonly openmeter: OpenMeter,
    private readonly metrics: MetricsService,
  ) {}

  @SqsMessageHandler("usage", false)
  async forward(message: Message): Promise<void> {
    const render = RenderFinished.parse(JSON.parse(message.Body ?? ""))

    await this.openmeter.events.ingest({
      specversion: "1.0",
      id: render.renderId,
      source: `render-farm/${hostname()}`,
      type: "frames_rendered",
      subject: render.studioId,
      time: new Date(render.finishedAt),
      data: {
        frames: String(render.frames),
        project: render.projectId,
        resolution: render.resolution,
      },
    })
    this.metrics.usageForwarded.inc({ meter: "frames_rendered" })
  }

  @SqsConsumerEventHandler("usage", "processing_error")
  onProcessingError(error: Error, message: Message): void {
    this.metrics.usageFailed.inc({ meter: "frames_rendered" })
    this.logger.error(`usage message ${message.MessageId} not forwarded: ${message.Body}`, error.stack)
  }

  @SqsConsumerEventHandler("usage", "error")
  onConsumerError(error: Error): void {
    this.metrics.usageFailed.inc({ meter: "frames_rendered" })
    this.logger.error("usage queue cannot be read", error.stack)
  }
}
