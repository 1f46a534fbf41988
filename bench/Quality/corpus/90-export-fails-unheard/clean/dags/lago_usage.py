from __future__ import annotations

from datetime import timedelta

import pendulum
from airflow.decorators import dag, task
from airflow.models import Variable
from airflow.providers.postgres.hooks.postgres import PostgresHook

from billing.alerts import page_billing
from billing.lago import send_batch

LAGO_BATCH = 100

USAGE_OF_HOUR = """
    SELECT s.external_id, u.meter, sum(u.units), max(u.occurred_at)
    FROM usage_log u
    JOIN subscriptions s ON s.id = u.subscription_id
    WHERE u.occurred_at >= %(start)s AND u.occurred_at < %(end)s
    GROUP BY s.external_id, u.meter
    HAVING sum(u.units) > 0
    ORDER BY s.external_id, u.meter
"""


@dag(
    dag_id="lago_usage",
    schedule="@hourly",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=True,
    max_active_runs=1,
    default_args={
        "owner": "billing",
        "retries": 8,
        "retry_delay": timedelta(minutes=1),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
        "execution_timeout": timedelta(minutes=20),
        "on_failure_callback": page_billing,
    },
    tags=["billing"],
)
def lago_usage() -> None:
    """Sends each hour of usage to Lago once the log of that hour is complete, ten minutes after its end."""

    @task.sensor(poke_interval=60, timeout=3 * 3_600, mode="reschedule")
    def log_complete(data_interval_end: pendulum.DateTime | None = None) -> bool:
        written_until = PostgresHook("usage").get_first("SELECT complete_until FROM usage_log_state")[0]
        return written_until >= data_interval_end

    @task
    def export(
        data_interval_start: pendulum.DateTime | None = None,
        data_interval_end: pendulum.DateTime | None = None,
    ) -> int:
        rows = PostgresHook("usage").get_records(
            USAGE_OF_HOUR, parameters={"start": data_interval_start, "end": data_interval_end}
        )
        hour = data_interval_start.in_timezone("UTC")
        events = [
            {
                "transaction_id": f"{subscription}:{meter}:{hour:%Y%m%dT%H}",
                "external_subscription_id": subscription,
                "code": meter,
                "timestamp": int(last_used.timestamp()),
                "properties": {"units": str(units)},
            }
            for subscription, meter, units, last_used in rows
        ]
        api_key = Variable.get("lago_api_key")
        for first in range(0, len(events), LAGO_BATCH):
            send_batch(api_key, events[first : first + LAGO_BATCH])
        return len(events)

    log_complete() >> export()


lago_usage()
