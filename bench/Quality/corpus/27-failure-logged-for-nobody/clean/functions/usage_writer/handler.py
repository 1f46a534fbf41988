import json
import os
from decimal import Decimal

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import ClientError

logger = Logger(service="usage-writer")
metrics = Metrics(namespace="Metering", service="usage-writer")
table = boto3.resource("dynamodb").Table(os.environ["USAGE_TABLE"])


def write(usage: dict) -> None:
    table.put_item(
        Item={
            "pk": f"TENANT#{usage['tenant']}",
            "sk": f"{usage['occurred_at']}#{usage['event_id']}",
            "event_id": usage["event_id"],
            "meter": usage["meter"],
            "quantity": Decimal(usage["quantity"]),
            "device": usage["device"],
        }
    )


@metrics.log_metrics
def handle(event: dict, context) -> dict:
    failures = []
    for record in event["Records"]:
        usage: dict = {}
        try:
            usage = json.loads(record["body"])
            write(usage)
            metrics.add_metric("UsageWritten", MetricUnit.Count, 1)
        except (ClientError, ValueError, KeyError, ArithmeticError):
            metrics.add_metric("UsageWriteFailed", MetricUnit.Count, 1)
            logger.exception(
                "usage not written",
                message_id=record["messageId"],
                event_id=usage.get("event_id"),
                tenant=usage.get("tenant"),
                meter=usage.get("meter"),
            )
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
