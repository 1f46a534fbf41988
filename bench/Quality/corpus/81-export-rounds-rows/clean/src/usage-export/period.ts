import type { PrismaClient } from "@prisma/client"

export interface BilledPeriod {
  invoiceId: string
  accountId: string
  start: Date
  end: Date
}

/** The period of an invoice of the account, from its start to before its end. */
export async function billedPeriod(prisma: PrismaClient, accountId: string, invoiceId: string): Promise<BilledPeriod | null> {
  const invoice = await prisma.invoice.findFirst({
    where: { id: invoiceId, accountId },
    select: { id: true, periodStart: true, periodEnd: true },
  })
  return invoice && { invoiceId: invoice.id, accountId, start: invoice.periodStart, end: invoice.periodEnd }
}
