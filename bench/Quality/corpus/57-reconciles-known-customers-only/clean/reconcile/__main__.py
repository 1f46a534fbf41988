import logging
import sys
from datetime import datetime, time, timedelta, timezone
from decimal import Decimal

import psycopg
from metronome import Metronome

from reconcile.pagerduty import trigger
from reconcile.settings import settings
from reconcile.sources import Totals, ledger_totals, metronome_totals

log = logging.getLogger("reconcile")

RECORD = """
    INSERT INTO reconciliations (day, customer_id, metric_id, ledger, metronome)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (day, customer_id, metric_id) DO UPDATE
    SET ledger = EXCLUDED.ledger, metronome = EXCLUDED.metronome, checked_at = now()
"""


def differences(ledger: Totals, counted: Totals) -> list[tuple[str, str, Decimal, Decimal]]:
    found = []
    for key in sorted(ledger.keys() | counted.keys()):
        ours, theirs = ledger.get(key, Decimal(0)), counted.get(key, Decimal(0))
        if ours != theirs:
            found.append((*key, ours, theirs))
    return found


def main() -> int:
    logging.basicConfig(level=logging.INFO)
    day = datetime.now(timezone.utc).date() - timedelta(days=1)
    start = datetime.combine(day, time.min, tzinfo=timezone.utc)
    end = start + timedelta(days=1)
    try:
        with psycopg.connect(settings.database_url) as db:
            ledger = ledger_totals(db, start, end)
            counted = metronome_totals(Metronome(bearer_token=settings.metronome_token), start, end)
            found = differences(ledger, counted)
            for customer, metric, ours, theirs in found:
                log.error("%s: customer %s metric %s: ledger %s, Metronome %s", day, customer, metric, ours, theirs)
                db.execute(RECORD, (day, customer, metric, ours, theirs))
    except Exception as error:
        log.exception("usage of %s not reconciled", day)
        trigger(f"Usage of {day} could not be reconciled", {"error": repr(error)})
        return 1
    if found:
        trigger(
            f"{len(found)} usage totals of {day} differ between the ledger and Metronome",
            {f"{customer}/{metric}": f"{ours} / {theirs}" for customer, metric, ours, theirs in found[:50]},
        )
    log.info("reconciled %d totals of %s, %d differ", len(ledger), day, len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
