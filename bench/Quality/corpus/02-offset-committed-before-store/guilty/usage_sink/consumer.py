import json
import logging
import signal
import threading
from datetime import datetime

import psycopg
from confluent_kafka import Consumer, KafkaException, Producer
from prometheus_client import Counter

from usage_sink.settings import Settings

log = logging.getLogger(__name__)

STORED = Counter("usage_events_stored_total", "Usage events written to the ledger", ["meter"])
REJECTED = Counter("usage_events_rejected_total", "Messages moved to the dead-letter topic")

INSERT = """
    INSERT INTO usage_ledger (event_id, tenant_id, meter, quantity, occurred_at)
    VALUES (%(id)s, %(tenant)s, %(meter)s, %(quantity)s, %(time)s)
    ON CONFLICT (event_id) DO NOTHING
"""


class UsageSink:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._producer = Producer({"bootstrap.servers": settings.brokers, "acks": "all"})
        self._consumer = Consumer(
            {
                "bootstrap.servers": settings.brokers,
                "group.id": "usage-sink",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
            }
        )

    def stop(self, *_: object) -> None:
        self._stopping.set()

    def run(self) -> None:
        self._consumer.subscribe([self._settings.topic])
        with psycopg.connect(self._settings.database_url, autocommit=True) as db:
            while not self._stopping.is_set():
                message = self._consumer.poll(1.0)
                if message is None:
                    continue
                if message.error():
                    raise KafkaException(message.error())
                self._consumer.commit(message=message, asynchronous=False)
                self._store(db, message)
        self._consumer.close()

    def _store(self, db: psycopg.Connection, message) -> None:
        try:
            event = parse(message.value())
        except (ValueError, KeyError) as error:
            REJECTED.inc()
            log.error("unreadable usage at %s[%d]@%d: %s", message.topic(), message.partition(), message.offset(), error)
            self._producer.produce(self._settings.dead_letter_topic, message.value(), message.key())
            if self._producer.flush(30) > 0:
                raise KafkaException("dead letter not delivered") from error
            return
        db.execute(INSERT, event)
        STORED.labels(event["meter"]).inc()


def parse(payload: bytes) -> dict:
    raw = json.loads(payload)
    quantity = int(raw["quantity"])
    if quantity <= 0:
        raise ValueError(f"quantity {quantity}")
    time = datetime.fromisoformat(raw["time"])
    if time.tzinfo is None:
        raise ValueError("time without offset")
    return {"id": raw["id"], "tenant": raw["tenant"], "meter": raw["meter"], "quantity": quantity, "time": time}


def main() -> None:
    sink = UsageSink(Settings())
    signal.signal(signal.SIGTERM, sink.stop)
    sink.run()
