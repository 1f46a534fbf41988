import logging
from datetime import datetime, timedelta, timezone

import stripe
from prometheus_client import Counter, Gauge
from sqlalchemy import func, select

from app.alerts import page
from app.celery import celery
from app.extensions import db
from app.models import UsageEvent

log = logging.getLogger(__name__)

SENT = Counter("usage_sent", "Usage events accepted by Stripe", ["meter"])
FAILED = Counter("usage_send_failed", "Attempts that Stripe did not accept", ["meter"])
OLDEST = Gauge("usage_oldest_pending_seconds", "Age of the oldest event not sent")


def report(usage: UsageEvent) -> None:
    try:
        stripe.billing.MeterEvent.create(
            event_name=usage.meter,
            identifier=usage.id,
            timestamp=int(usage.occurred_at.timestamp()),
            payload={"stripe_customer_id": usage.account.stripe_customer_id, "value": str(usage.quantity)},
        )
    except stripe.InvalidRequestError as error:
        if "already exists with identifier" not in str(error):
            raise
    usage.sent_at = datetime.now(timezone.utc)
    SENT.labels(usage.meter).inc()


@celery.task(name="metering.report_pending", acks_late=True)
def report_pending() -> None:
    now = datetime.now(timezone.utc)
    pending = (UsageEvent.sent_at.is_(None), UsageEvent.next_attempt_at <= now)
    ids = db.session.scalars(select(UsageEvent.id).where(*pending).order_by(UsageEvent.occurred_at).limit(500)).all()
    for usage_id in ids:
        usage = db.session.scalar(
            select(UsageEvent).where(UsageEvent.id == usage_id, *pending).with_for_update(skip_locked=True)
        )
        if usage is None:
            db.session.rollback()
            continue
        try:
            report(usage)
        except stripe.StripeError as error:
            FAILED.labels(usage.meter).inc()
            log.exception("usage %s of account %s not sent", usage.id, usage.account_id)
            usage.attempts += 1
            usage.next_attempt_at = now + timedelta(seconds=min(30 * 2**usage.attempts, 3600))
            if usage.attempts == 10:
                page("usage not accepted by Stripe", usage=usage.id, account=usage.account_id, error=str(error))
        db.session.commit()

    oldest = db.session.scalar(select(func.min(UsageEvent.occurred_at)).where(UsageEvent.sent_at.is_(None)))
    OLDEST.set((now - oldest).total_seconds() if oldest else 0)
