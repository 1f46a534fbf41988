import logging

import httpx
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from exporter.config import config
from exporter.lago import export_pending

log = logging.getLogger("exporter")


def ping(suffix: str = "") -> None:
    try:
        httpx.get(config.heartbeat_url + suffix, timeout=10).raise_for_status()
    except httpx.HTTPError:
        log.exception("heartbeat%s not delivered", suffix)


def run() -> None:
    try:
        sent = export_pending()
        log.info("%d usage events sent to Lago", sent)
    except Exception:
        log.exception("export of usage to Lago failed")
        ping("/fail")
    else:
        ping()


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    scheduler = BlockingScheduler(timezone="UTC")
    scheduler.add_job(run, CronTrigger(minute="*/10"), max_instances=1, coalesce=True, misfire_grace_time=300)
    scheduler.start()


if __name__ == "__main__":
    main()
