from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.dialects.postgresql import insert

from billing.catalog import PriceBook
from billing.tables import invoice_lines

log = logging.getLogger(__name__)
PERIOD_USAGE = text((Path(__file__).parent / "queries" / "period_usage.sql").read_text())
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month in UTC; every account is billed by it."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, month: date) -> Period:
        start = datetime(month.year, month.month, 1, tzinfo=UTC)
        end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        return cls(start, end)


def draft_month(engine: Engine, prices: PriceBook, month: date) -> int:
    """Writes the draft lines of a month; a second run replaces those of the first."""
    period = Period.of(month)
    with engine.begin() as connection:
        rows = connection.execute(
            PERIOD_USAGE, {"period_start": period.start, "period_end": period.end}
        ).all()
        for row in rows:
            price = prices.at(row.meter, period.start)
            line = {
                "account_id": row.account_id,
                "period_start": period.start,
                "meter": row.meter,
                "quantity": row.quantity,
                "unit_price": price.per_unit,
                "amount": (row.quantity * price.per_unit).quantize(CENT, ROUND_HALF_UP),
            }
            connection.execute(
                insert(invoice_lines)
                .values(line)
                .on_conflict_do_update(
                    index_elements=["account_id", "period_start", "meter"],
                    set_=line,
                    where=invoice_lines.c.finalised_at.is_(None),
                )
            )
    log.info("drafted %s lines for %s", len(rows), period.start.date())
    return len(rows)
