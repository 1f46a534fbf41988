import { Prisma, type PrismaClient } from "@prisma/client"

export class OutOfCredits extends Error {
  constructor(readonly needed: number) {
    super(`${needed} credits needed`)
  }
}

/** Moves credits from the balance to a reservation, in one statement for the balance. */
export async function reserve(prisma: PrismaClient, workspaceId: string, jobId: string, credits: number): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const taken = await tx.workspace.updateMany({
      where: { id: workspaceId, credits: { gte: credits } },
      data: { credits: { decrement: credits } },
    })
    if (taken.count === 0) throw new OutOfCredits(credits)
    await tx.reservation.create({ data: { jobId, workspaceId, credits, state: "open" } })
  })
}

/** The reservation becomes a charge, which the statement shows. */
export async function settle(prisma: PrismaClient, jobId: string, detail: Prisma.InputJsonObject): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const settled = await tx.reservation.updateMany({ where: { jobId, state: "open" }, data: { state: "settled" } })
    if (settled.count === 0) return
    const { workspaceId, credits } = await tx.reservation.findUniqueOrThrow({ where: { jobId } })
    await tx.charge.create({ data: { jobId, workspaceId, credits, detail, chargedAt: new Date() } })
  })
}

/** Gives back what a reservation holds; nothing happens when it is not open any more. */
export async function release(prisma: PrismaClient, jobId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const released = await tx.reservation.updateMany({ where: { jobId, state: "open" }, data: { state: "released" } })
    if (released.count === 0) return
    const { workspaceId, credits } = await tx.reservation.findUniqueOrThrow({ where: { jobId } })
    await tx.workspace.update({ where: { id: workspaceId }, data: { credits: { increment: credits } } })
  })
}
