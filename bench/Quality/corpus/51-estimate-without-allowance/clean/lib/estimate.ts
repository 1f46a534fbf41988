import type { Plan } from './plans';

export interface Estimate {
  usageMicros: bigint;
  totalMicros: bigint;
}

export function estimate(plan: Plan, minutes: bigint): Estimate {
  const charged = minutes > plan.includedMinutes ? minutes - plan.includedMinutes : 0n;
  const usageMicros = charged * plan.minuteMicros;
  return { usageMicros, totalMicros: plan.baseFeeMicros + usageMicros };
}

export function dollars(micros: bigint): string {
  const cents = (micros + 5_000n) / 10_000n;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
