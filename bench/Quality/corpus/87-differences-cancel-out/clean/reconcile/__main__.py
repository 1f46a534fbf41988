"""Compares yesterday's requests with what was metered. Runs at 06:00 UTC, when nothing of that day is under way any more."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime, timedelta

import clickhouse_connect
import psycopg

from reconcile.alerts import hold_invoices, page
from reconcile.settings import Settings
from reconcile.sources import Totals, metered, served

log = logging.getLogger("reconcile")


def differences(expected: Totals, actual: Totals) -> list[str]:
    return [
        f"{account} {meter}: served {expected.get((account, meter), 0)}, metered {actual.get((account, meter), 0)}"
        for account, meter in sorted(expected.keys() | actual.keys())
        if expected.get((account, meter), 0) != actual.get((account, meter), 0)
    ]


def main() -> int:
    settings = Settings()
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    try:
        with psycopg.connect(settings.gateway_dsn) as connection:
            expected = served(connection, yesterday)
        actual = metered(clickhouse_connect.get_client(dsn=settings.clickhouse_dsn), yesterday)
    except Exception:
        log.exception("usage of %s could not be compared", yesterday)
        page(f"reconciliation of {yesterday} did not run", [])
        return 1

    found = differences(expected, actual)
    if not expected:
        found.append("the gateway has served nothing at all")
    if found:
        hold_invoices(yesterday, found)
        page(f"usage of {yesterday} does not agree", found)
        return 1
    log.info("usage of %s agrees: %s totals", yesterday, len(expected))
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sys.exit(main())
