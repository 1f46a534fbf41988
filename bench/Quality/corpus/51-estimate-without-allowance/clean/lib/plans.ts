export interface Plan {
  name: 'Hobby' | 'Team' | 'Business';
  baseFeeMicros: bigint;
  includedMinutes: bigint;
  minuteMicros: bigint;
}

const plans: Record<string, Plan> = {
  hobby: { name: 'Hobby', baseFeeMicros: 0n, includedMinutes: 300n, minuteMicros: 12_000n },
  team: { name: 'Team', baseFeeMicros: 49_000_000n, includedMinutes: 10_000n, minuteMicros: 8_000n },
  business: { name: 'Business', baseFeeMicros: 399_000_000n, includedMinutes: 100_000n, minuteMicros: 6_000n },
};

export function planByCode(code: string): Plan {
  const plan = plans[code];
  if (!plan) throw new Error(`unknown plan ${code}`);
  return plan;
}
