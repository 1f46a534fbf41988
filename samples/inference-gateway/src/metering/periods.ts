export interface Period {
  start: Date;
  end: Date;
}

export function billingPeriod(now: Date): Period {
  return {
    start: new Date(now.getFullYear(), now.getMonth(), 1),
    end: new Date(now.getFullYear(), now.getMonth() + 1, 1),
  };
}

export function previousPeriod(period: Period): Period {
  return billingPeriod(new Date(period.start.getTime() - 1));
}

export function prorate(cents: bigint, period: Period, from: Date): bigint {
  if (from <= period.start) return cents;
  const total = BigInt(period.end.getTime() - period.start.getTime());
  const covered = BigInt(Math.max(0, period.end.getTime() - from.getTime()));
  return (cents * covered + total / 2n) / total;
}
