import base64
import logging
from datetime import datetime, timezone
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import psycopg
from cachetools import TTLCache
from fastapi import Depends, FastAPI, Response
from prometheus_client import Counter
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from receiver.auth import verified_push
from receiver.db import pool

log = logging.getLogger("receiver")
app = FastAPI()

STORED = Counter("usage_stored_total", "Events stored", ["meter"])
DUPLICATES = Counter("usage_duplicates_total", "Events delivered again", ["meter"])
REJECTED = Counter("usage_rejected_total", "Deliveries that could not be stored")


class PushMessage(BaseModel):
    data: str
    messageId: str


class Push(BaseModel):
    message: PushMessage
    subscription: str


class UsageEvent(BaseModel):
    id: UUID
    tenant_id: str
    meter: str
    quantity: Decimal = Field(gt=0)
    resource: str
    occurred_at: AwareDatetime


STORE = """
    INSERT INTO usage_events (event_id, tenant_id, meter, quantity, resource, occurred_at)
    VALUES (%(id)s, %(tenant_id)s, %(meter)s, %(quantity)s, %(resource)s, %(occurred_at)s)
"""

ADD = """
    INSERT INTO hourly_usage (tenant_id, meter, hour, quantity)
    VALUES (%(tenant_id)s, %(meter)s, %(hour)s, %(quantity)s)
    ON CONFLICT (tenant_id, meter, hour) DO UPDATE SET quantity = hourly_usage.quantity + EXCLUDED.quantity
"""


seen: TTLCache[UUID, bool] = TTLCache(maxsize=500_000, ttl=86_400)


def store(event: UsageEvent) -> bool:
    if event.id in seen:
        return False
    hour = event.occurred_at.astimezone(timezone.utc).replace(minute=0, second=0, microsecond=0)
    values = event.model_dump() | {"hour": hour}
    with pool.connection() as db, db.transaction():
        db.execute(STORE, values)
        db.execute(ADD, values)
    seen[event.id] = True
    return True


@app.post("/push/usage", status_code=204)
def receive(push: Push, _: Annotated[None, Depends(verified_push)]) -> Response:
    try:
        event = UsageEvent.model_validate_json(base64.b64decode(push.message.data))
        counter = STORED if store(event) else DUPLICATES
        counter.labels(event.meter).inc()
    except (ValidationError, psycopg.Error):
        REJECTED.inc()
        log.exception("message %s not stored: %s", push.message.messageId, push.message.data)
        return Response(status_code=500)
    return Response(status_code=204)
