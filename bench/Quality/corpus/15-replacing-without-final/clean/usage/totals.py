from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import clickhouse_connect

TOTALS = """
    SELECT meter, region, sum(quantity) AS quantity
    FROM usage_events FINAL
    WHERE tenant_id = {tenant:String}
      AND occurred_at >= {start:DateTime64(3, 'UTC')}
      AND occurred_at < {end:DateTime64(3, 'UTC')}
    GROUP BY meter, region
    ORDER BY meter, region
"""


@dataclass(frozen=True)
class Total:
    meter: str
    region: str
    quantity: int


class UsageTotals:
    """What invoices are made from: totals of one tenant and one billing period."""

    def __init__(self, host: str, user: str, password: str) -> None:
        self._client = clickhouse_connect.get_client(host=host, username=user, password=password, secure=True)

    def of(self, tenant: str, start: datetime, end: datetime) -> Iterator[Total]:
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError("billing periods carry a time zone")
        answer = self._client.query(TOTALS, parameters={"tenant": tenant, "start": start, "end": end})
        for meter, region, quantity in answer.result_rows:
            yield Total(meter, region, int(quantity))
