export interface Period {
  start: Date;
  end: Date;
}

export function billingPeriod(anchor: Date, at: Date): Period {
  let months = (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + at.getUTCMonth() - anchor.getUTCMonth();
  if (addMonths(anchor, months) > at) months -= 1;
  return { start: addMonths(anchor, months), end: addMonths(anchor, months + 1) };
}

export function previousPeriod(anchor: Date, period: Period): Period {
  return billingPeriod(anchor, new Date(period.start.getTime() - 1));
}

export function prorate(cents: bigint, period: Period, from: Date): bigint {
  if (from <= period.start) return cents;
  const total = BigInt(period.end.getTime() - period.start.getTime());
  const covered = BigInt(Math.max(0, period.end.getTime() - from.getTime()));
  return (cents * covered + total / 2n) / total;
}

function addMonths(anchor: Date, months: number): Date {
  const year = anchor.getUTCFullYear();
  const month = anchor.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = new Date(anchor);
  moved.setUTCFullYear(year, month, Math.min(anchor.getUTCDate(), lastDay));
  return moved;
}
