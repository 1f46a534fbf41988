import { proxyActivities } from "@temporalio/workflow"

import type * as media from "../activities/media"
import type * as usage from "../activities/report-usage"

export interface TranscodeOrder {
  customerId: string
  videoId: string
  sourceUri: string
  codec: "h264" | "hevc" | "av1"
}

const { transcode, publishRenditions } = proxyActivities<typeof media>({
  startToCloseTimeout: "6 hours",
  heartbeatTimeout: "1 minute",
  retry: { maximumAttempts: 5 },
})

const { reportTranscodeUsage } = proxyActivities<typeof usage>({
  startToCloseTimeout: "1 minute",
  retry: { initialInterval: "2 seconds", backoffCoefficient: 2, maximumInterval: "15 minutes" },
})

/** Started once for each order, under the order's id and with the policy to reject a second start. */
export async function transcodeVideo(order: TranscodeOrder): Promise<string> {
  const output = await transcode(order.sourceUri, order.codec)

  const address = await publishRenditions(order.videoId, output.files)
  await reportTranscodeUsage({
    customerId: order.customerId,
    videoId: order.videoId,
    outputMinutes: output.minutes,
    codec: order.codec,
    finishedAt: output.finishedAt,
  })
  return address
}
