from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Depends

from app.auth import Account, current_account
from app.database import connection

router = APIRouter(prefix="/usage", tags=["usage"])

SUBSCRIPTION = """
    SELECT current_period_start, current_period_end, billing_cycle_anchor
    FROM stripe_subscriptions
    WHERE account_id = $1 AND status IN ('active', 'past_due')
"""

BY_PROJECT = """
    SELECT meter, project_id, sum(quantity) AS quantity
    FROM meter_events
    WHERE account_id = $1 AND occurred_at >= $2 AND occurred_at < $3
    GROUP BY meter, project_id
    ORDER BY meter, quantity DESC
"""


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime


async def billing_window(db: asyncpg.Connection, account_id: UUID, now: datetime) -> Window:
    subscription = await db.fetchrow(SUBSCRIPTION, account_id)
    return Window(subscription["current_period_start"], subscription["current_period_end"])


@router.get("/current")
async def current_usage(
    account: Annotated[Account, Depends(current_account)],
    db: Annotated[asyncpg.Connection, Depends(connection)],
):
    now = datetime.now(timezone.utc)
    window = await billing_window(db, account.id, now)
    rows = await db.fetch(BY_PROJECT, account.id, window.start, window.end)
    return {
        "period": {"start": window.start, "end": window.end},
        "as_of": now,
        "usage": [
            {"meter": row["meter"], "project": row["project_id"], "quantity": str(row["quantity"])} for row in rows
        ],
    }
