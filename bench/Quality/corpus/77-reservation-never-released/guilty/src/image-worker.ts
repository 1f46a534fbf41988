import { Worker, type Job } from "bullmq"
import type { PrismaClient } from "@prisma/client"
import type { Redis } from "ioredis"

import { settle } from "./credits"
import { imageModel, type ImageOrder } from "./image-model"
import { log } from "./log"
import { imagesFailed } from "./metrics"
import { storeImage } from "./storage"

const isLastAttempt = (job: Job<ImageOrder>) => job.attemptsMade + 1 >= (job.opts.attempts ?? 1)

async function giveUp(prisma: PrismaClient, job: Job<ImageOrder>, error: unknown): Promise<void> {
  const order = { jobId: job.id, imageId: job.data.imageId, workspaceId: job.data.workspaceId }
  imagesFailed.inc()
  log.error({ err: error, ...order }, "image given up")
  try {
    await prisma.image.update({ where: { id: job.data.imageId }, data: { state: "failed" } })
  } catch (err) {
    log.fatal({ err, ...order }, "image given up, but not closed")
  }
}

/** The route that queues an order has reserved its credits under the job's id. */
export function startImageWorker(prisma: PrismaClient, redis: Redis): Worker<ImageOrder> {
  const worker = new Worker<ImageOrder>(
    "images",
    async (job) => {
      try {
        const image = await imageModel.generate(job.data)
        await storeImage(job.data.imageId, image.bytes)
        await settle(prisma, job.id!, { model: image.model, size: job.data.size, imageId: job.data.imageId })
      } catch (error) {
        if (isLastAttempt(job)) {
          await giveUp(prisma, job, error)
        }
        throw error
      }
    },
    { connection: redis, concurrency: 8, maxStalledCount: 20 },
  )

  worker.on("error", (error) => log.error({ err: error }, "image worker"))
  return worker
}
