import Metronome from "@metronome/sdk"
import { ApplicationFailure, activityInfo, log } from "@temporalio/activity"

import { billingAlerts } from "../alerts"

export interface TranscodeUsage {
  customerId: string
  videoId: string
  outputMinutes: string
  codec: "h264" | "hevc" | "av1"
  finishedAt: string
}

const metronome = new Metronome({ bearerToken: process.env.METRONOME_BEARER_TOKEN, timeout: 20_000 })

export async function reportTranscodeUsage(usage: TranscodeUsage): Promise<void> {
  const info = activityInfo()
  const transactionId = ["transcode", info.workflowExecution.workflowId, info.activityType].join(":")

  try {
    await metronome.v1.usage.ingest({
      usage: [
        {
          transaction_id: transactionId,
          customer_id: usage.customerId,
          event_type: "video_transcoded",
          timestamp: usage.finishedAt,
          properties: {
            output_minutes: usage.outputMinutes,
            codec: usage.codec,
            video_id: usage.videoId,
          },
        },
      ],
    })
  } catch (error) {
    if (error instanceof Metronome.BadRequestError) {
      await billingAlerts.page("usage refused by Metronome", { transactionId, ...usage, reason: error.message })
      throw ApplicationFailure.nonRetryable(error.message, "UsageRefused", usage)
    }
    if (info.attempt % 10 === 0) {
      await billingAlerts.page("usage cannot be sent to Metronome", { transactionId, attempt: info.attempt })
    }
    log.warn("usage not sent yet", { transactionId, attempt: info.attempt, error })
    throw error
  }
}
