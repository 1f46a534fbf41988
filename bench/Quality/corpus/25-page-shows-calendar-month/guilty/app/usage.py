from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Annotated

import asyncpg
from fastapi import APIRouter, Depends

from app.auth import Account, current_account
from app.database import connection

router = APIRouter(prefix="/usage", tags=["usage"])


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


def billing_window(now: datetime) -> Window:
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Window(start, (start + timedelta(days=32)).replace(day=1))


@router.get("/current")
async def current_usage(
    account: Annotated[Account, Depends(current_account)],
    db: Annotated[asyncpg.Connection, Depends(connection)],
):
    now = datetime.now(timezone.utc)
    window = billing_window(now)
    rows = await db.fetch(BY_PROJECT, account.id, window.start, window.end)
    return {
        "period": {"start": window.start, "end": window.end},
        "as_of": now,
        "usage": [
            {"meter": row["meter"], "project": row["project_id"], "quantity": str(row["quantity"])} for row in rows
        ],
    }
