import json
import sqlite3
import time
from contextlib import closing

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from structlog import get_logger

log = get_logger()

MAX_RECORDS = 500


class Spool:
    """Usage that this node has recorded and not yet shipped, oldest first."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS spool (seq INTEGER PRIMARY KEY, event_id TEXT UNIQUE, tenant TEXT, body TEXT)"
        )

    def add(self, event_id: str, tenant: str, body: dict) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO spool (event_id, tenant, body) VALUES (?, ?, ?)",
            (event_id, tenant, json.dumps({"id": event_id, "tenant": tenant, **body})),
        )

    def oldest(self, count: int) -> list[tuple[int, str, str]]:
        with closing(self._db.execute("SELECT seq, tenant, body FROM spool ORDER BY seq LIMIT ?", (count,))) as rows:
            return rows.fetchall()

    def remove(self, sequences: list[int]) -> None:
        self._db.executemany("DELETE FROM spool WHERE seq = ?", [(seq,) for seq in sequences])


class Shipper:
    def __init__(self, spool: Spool, stream: str) -> None:
        self._spool = spool
        self._stream = stream
        self._kinesis = boto3.client("kinesis", config=Config(retries={"max_attempts": 5, "mode": "standard"}))

    def ship(self) -> int:
        rows = self._spool.oldest(MAX_RECORDS)
        if not rows:
            return 0
        self._kinesis.put_records(
            StreamName=self._stream,
            Records=[{"Data": body.encode(), "PartitionKey": tenant} for _, tenant, body in rows],
        )
        shipped = [row[0] for row in rows]
        self._spool.remove(shipped)
        return len(shipped)

    def run(self, idle_seconds: float = 2.0) -> None:
        failures = 0
        while True:
            try:
                shipped = self.ship()
                failures = 0
            except (BotoCoreError, ClientError) as error:
                failures += 1
                waiting = [body for _, _, body in self._spool.oldest(1)]
                log.error("usage_not_shipped", consecutive=failures, oldest_waiting=waiting, error=str(error))
                shipped = 0
            if shipped < MAX_RECORDS:
                time.sleep(min(idle_seconds * 2**failures, 120))
