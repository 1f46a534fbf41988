from decimal import ROUND_HALF_EVEN, Decimal

from usage.prices import PriceList
from usage.totals import UsageTotals


def invoice_lines(totals: UsageTotals, prices: PriceList, tenant: str, period) -> list[dict]:
    lines = []
    for total in totals.of(tenant, period.start, period.end):
        price: Decimal = prices.unit_price(total.meter, total.region)
        amount = (Decimal(total.quantity) * price).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
        lines.append(
            {
                "tenant": tenant,
                "meter": total.meter,
                "region": total.region,
                "quantity": total.quantity,
                "unit_price": str(price),
                "amount": str(amount),
            }
        )
    return lines
