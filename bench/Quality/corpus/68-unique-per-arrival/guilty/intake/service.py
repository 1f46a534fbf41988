from __future__ import annotations

import asyncio
import logging
import signal
from uuid import UUID

import asyncpg
import nats
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig
from pydantic import AwareDatetime, BaseModel, PositiveInt, ValidationError

from intake.metrics import EVENTS_FAILED, EVENTS_REFUSED, EVENTS_STORED
from intake.settings import Settings

log = logging.getLogger("intake")

INSERT = """
    INSERT INTO usage_events (event_id, tenant_id, meter, quantity, resource_id, occurred_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING
"""


class UsageEvent(BaseModel):
    event_id: UUID
    tenant_id: str
    meter: str
    quantity: PositiveInt
    resource_id: str
    occurred_at: AwareDatetime


async def store(pool: asyncpg.Pool, message: Msg) -> None:
    try:
        event = UsageEvent.model_validate_json(message.data)
    except ValidationError as error:
        EVENTS_REFUSED.inc()
        log.critical("refused a usage event at %s: %s", message.metadata.sequence.stream, error)
        await message.term()
        return
    try:
        await pool.execute(
            INSERT,
            event.event_id,
            event.tenant_id,
            event.meter,
            event.quantity,
            event.resource_id,
            event.occurred_at,
        )
    except (asyncpg.PostgresError, OSError, TimeoutError):
        EVENTS_FAILED.labels(event.meter).inc()
        log.exception("usage event %s of %s not stored, asking for it again", event.event_id, event.tenant_id)
        await message.nak(delay=30)
        return
    await message.ack_sync()
    EVENTS_STORED.labels(event.meter).inc()


async def main() -> None:
    settings = Settings()
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)

    async with asyncpg.create_pool(settings.database_url, command_timeout=10) as pool:
        connection = await nats.connect(settings.nats_url)
        subscription = await connection.jetstream().pull_subscribe(
            "usage.>",
            durable="usage-intake",
            config=ConsumerConfig(ack_policy=AckPolicy.EXPLICIT, ack_wait=60, max_deliver=-1),
        )
        while not stopping.is_set():
            try:
                messages = await subscription.fetch(batch=64, timeout=5)
            except nats.errors.TimeoutError:
                continue
            await asyncio.gather(*(store(pool, message) for message in messages))
        await connection.drain()


if __name__ == "__main__":
    asyncio.run(main())
