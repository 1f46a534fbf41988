import logging
from datetime import datetime, timezone
from typing import Annotated
from uuid import uuid4

import asyncpg
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field, HttpUrl

from api import quota
from api.accounts import Account, authenticated
from api.browser import capture_all
from api.database import connection

log = logging.getLogger(__name__)
router = APIRouter()

RECORD = """
    INSERT INTO usage_events (id, account_id, api_key_id, meter, quantity, viewport, occurred_at)
    VALUES ($1, $2, $3, 'screenshots', $4, $5, $6)
"""


class Order(BaseModel):
    urls: list[HttpUrl] = Field(min_length=1, max_length=50)
    viewport: str = Field(default="1280x800", pattern=r"^\d{3,4}x\d{3,4}$")


@router.post("/v1/screenshots")
async def take_screenshots(
    order: Order,
    account: Annotated[Account, Depends(authenticated)],
    db: Annotated[asyncpg.Connection, Depends(connection)],
):
    amount = len(order.urls)
    if not await quota.take(account, amount):
        raise HTTPException(
            status_code=429,
            detail={
                "error": "screenshot_limit_reached",
                "limit": account.screenshot_limit,
                "resets_at": account.period_end.isoformat(),
            },
        )
    order_id = uuid4()
    try:
        images = await capture_all([str(url) for url in order.urls], order.viewport)
        await db.execute(
            RECORD, order_id, account.id, account.api_key_id, amount, order.viewport, datetime.now(timezone.utc)
        )
    except Exception:
        log.exception("order %s of account %s failed, %d screenshots given back", order_id, account.id, amount)
        await quota.give_back(account, amount)
        raise
    return {"id": order_id, "images": [image.url for image in images]}
