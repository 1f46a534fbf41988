import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timezone
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import unquote_plus

import boto3
import psycopg
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from egress.database import connect

logger = Logger(service="egress-rollup")
metrics = Metrics(namespace="Metering", service="egress-rollup")
s3 = boto3.client("s3")

MEGABYTE = 1_000_000

REPLACE = """
    INSERT INTO egress_usage (log_file, zone_id, hour, requests, megabytes)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (log_file, zone_id, hour)
    DO UPDATE SET requests = EXCLUDED.requests, megabytes = EXCLUDED.megabytes
"""


class Request(NamedTuple):
    zone_id: str
    hour: datetime
    bytes_sent: int


class Total:
    def __init__(self) -> None:
        self.requests = 0
        self.megabytes = Decimal(0)

    def add(self, request: Request) -> None:
        self.requests += 1
        self.megabytes += Decimal(request.bytes_sent) / MEGABYTE


def read_requests(bucket: str, key: str) -> Iterator[Request]:
    body = s3.get_object(Bucket=bucket, Key=key)["Body"]
    with gzip.open(body, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            served_at = datetime.fromtimestamp(entry["ts"] / 1000, tz=timezone.utc)
            yield Request(entry["zone"], served_at.replace(minute=0, second=0, microsecond=0), entry["bytes"])


def roll_up(db: psycopg.Connection, bucket: str, key: str) -> int:
    totals: defaultdict[tuple[str, datetime], Total] = defaultdict(Total)
    for request in read_requests(bucket, key):
        totals[request.zone_id, request.hour].add(request)
    with db.transaction(), db.cursor() as cursor:
        cursor.executemany(
            REPLACE,
            [(key, zone, hour, total.requests, total.megabytes) for (zone, hour), total in totals.items()],
        )
    return sum(total.requests for total in totals.values())


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict, context) -> None:
    with connect() as db:
        for record in event["Records"]:
            bucket = record["s3"]["bucket"]["name"]
            key = unquote_plus(record["s3"]["object"]["key"])
            try:
                requests = roll_up(db, bucket, key)
            except Exception:
                logger.exception("log file not rolled up", extra={"log_file": key})
                metrics.add_metric("LogFilesFailed", MetricUnit.Count, 1)
                raise
            metrics.add_metric("RequestsMetered", MetricUnit.Count, requests)
            logger.info("log file rolled up", extra={"log_file": key, "requests": requests})
