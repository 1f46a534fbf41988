from decimal import ROUND_HALF_EVEN, Decimal

from django.db import transaction
from django.db.models import Sum

from billing.models import DraftLine, Subscription
from conversions.models import Conversion


@transaction.atomic
def draft_lines(subscription: Subscription, start, end) -> None:
    presets = (
        Conversion.objects.billable()
        .filter(organisation=subscription.organisation)
        .finished_within(start, end)
        .values("preset")
        .annotate(total=Sum("seconds"))
    )
    for row in presets:
        amount = (row["total"] * subscription.price_of(row["preset"])).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        DraftLine.objects.update_or_create(
            subscription=subscription,
            period_start=start,
            item=f"Conversion, {row['preset']}",
            defaults={"period_end": end, "quantity": row["total"], "unit": "second", "amount": amount},
        )
