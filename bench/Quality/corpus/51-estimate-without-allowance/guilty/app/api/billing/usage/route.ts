import { NextResponse } from 'next/server';
import { sql } from '@/lib/db';
import { dollars, estimate } from '@/lib/estimate';
import { planByCode } from '@/lib/plans';
import { requireTeam } from '@/lib/session';

export const dynamic = 'force-dynamic';

interface ProjectUsage {
  project: string;
  runner: string;
  minutes: bigint;
}

export async function GET(request: Request) {
  const team = await requireTeam(request);
  const [subscription] = await sql<{ plan: string; start: Date; end: Date }[]>`
    SELECT plan, current_period_start AS start, current_period_end AS "end"
    FROM subscriptions
    WHERE team_id = ${team.id} AND status IN ('active', 'past_due')`;
  if (!subscription) {
    return NextResponse.json({ error: 'no_subscription' }, { status: 404 });
  }

  const asOf = new Date();
  const usage = await sql<ProjectUsage[]>`
    SELECT project, runner, sum(minutes)::bigint AS minutes
    FROM job_minutes
    WHERE team_id = ${team.id} AND finished_at >= ${subscription.start} AND finished_at < ${subscription.end}
    GROUP BY project, runner
    ORDER BY minutes DESC`;

  const plan = planByCode(subscription.plan);
  const minutes = usage.reduce((sum, row) => sum + row.minutes, 0n);
  const { usageMicros, totalMicros } = estimate(plan, minutes);

  return NextResponse.json({
    period: { start: subscription.start, end: subscription.end },
    asOf,
    plan: plan.name,
    minutes: { used: minutes.toString(), included: plan.includedMinutes.toString() },
    projects: usage.map((row) => ({ ...row, minutes: row.minutes.toString() })),
    billSoFar: { usage: dollars(usageMicros), total: dollars(totalMicros), currency: 'USD' },
  });
}
