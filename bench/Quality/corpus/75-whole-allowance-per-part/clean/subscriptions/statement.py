from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from subscriptions.models import PlanVersion, Subscription, UsageEvent

CENT = Decimal("0.01")
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a billing period under one version of a plan, without its end."""

    plan: PlanVersion
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Charge:
    part: Part
    used: int
    included: Decimal
    fee: Decimal
    overage: Decimal


def parts_of(subscription: Subscription, start: datetime, end: datetime) -> list[Part]:
    """Cuts the period where the plan changed; the changes are stored with their instant in UTC."""
    assignments = list(
        subscription.plan_assignments.filter(valid_from__lt=end)
        .exclude(valid_until__lte=start)
        .select_related("plan_version")
        .order_by("valid_from")
    )
    return [
        Part(
            plan=assignment.plan_version,
            start=max(assignment.valid_from, start),
            end=min(assignment.valid_until or end, end),
        )
        for assignment in assignments
    ]


def used_units(subscription: Subscription, part: Part) -> int:
    total = UsageEvent.objects.filter(
        subscription=subscription,
        occurred_at__gte=part.start,
        occurred_at__lt=part.end,
    ).aggregate(total=Sum("units"))["total"]
    return total or 0


def charge(subscription: Subscription, part: Part, period: timedelta) -> Charge:
    share = Decimal((part.end - part.start) // MICROSECOND) / Decimal(period // MICROSECOND)
    used = used_units(subscription, part)
    included = part.plan.included_units * share
    beyond = max(Decimal(used) - included, Decimal(0))
    return Charge(
        part=part,
        used=used,
        included=included,
        fee=part.plan.monthly_fee * share,
        overage=beyond * part.plan.overage_price,
    )


def statement(subscription: Subscription, start: datetime, end: datetime) -> Sequence[Charge]:
    """Fee, allowance and overage go by the time that each plan was in force, as the terms say."""
    return [charge(subscription, part, end - start) for part in parts_of(subscription, start, end)]


def amount_due(charges: Sequence[Charge]) -> Decimal:
    return sum((c.fee + c.overage for c in charges), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
