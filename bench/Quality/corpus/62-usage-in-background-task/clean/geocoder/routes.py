from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from geocoder.auth import Caller, authenticated
from geocoder.deps import get_index, get_usage_queue
from geocoder.index import AddressIndex, Place
from geocoder.usage import Usage, UsageQueue

router = APIRouter(prefix="/v1")


class Lookup(BaseModel):
    addresses: list[str] = Field(min_length=1, max_length=200)
    country: str = Field(pattern="^[A-Z]{2}$")


class Places(BaseModel):
    places: list[Place | None]


@router.post("/geocode")
async def geocode(
    lookup: Lookup,
    caller: Annotated[Caller, Depends(authenticated)],
    index: Annotated[AddressIndex, Depends(get_index)],
    usage_queue: Annotated[UsageQueue, Depends(get_usage_queue)],
) -> Places:
    places = await index.find(lookup.addresses, lookup.country)

    usage = Usage(
        event_id=uuid4(),
        account_id=caller.account_id,
        api_key_id=caller.api_key_id,
        meter="geocoded_addresses",
        quantity=len(lookup.addresses),
        occurred_at=datetime.now(UTC),
    )
    await usage_queue.publish(usage)
    return Places(places=places)
