from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from geocoder.metrics import USAGE_PUBLISH_FAILED

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Usage:
    event_id: UUID
    account_id: str
    api_key_id: str
    meter: str
    quantity: int
    occurred_at: datetime

    def to_json(self) -> str:
        fields = asdict(self) | {
            "event_id": str(self.event_id),
            "occurred_at": self.occurred_at.isoformat(),
        }
        return json.dumps(fields, separators=(",", ":"))


class UsageNotRecorded(Exception):
    """The metering queue did not take an event."""


class UsageQueue:
    """The metering queue; consumers discard event ids that they know."""

    def __init__(self, sqs: Any, queue_url: str) -> None:
        self._sqs = sqs
        self._queue_url = queue_url

    async def publish(self, usage: Usage) -> None:
        try:
            await self._sqs.send_message(
                QueueUrl=self._queue_url,
                MessageBody=usage.to_json(),
                MessageAttributes={
                    "meter": {"DataType": "String", "StringValue": usage.meter},
                },
            )
        except (BotoCoreError, ClientError) as error:
            USAGE_PUBLISH_FAILED.labels(usage.meter).inc()
            log.error("usage not recorded: %s", usage, exc_info=error)
            raise UsageNotRecorded(str(usage.event_id)) from error
