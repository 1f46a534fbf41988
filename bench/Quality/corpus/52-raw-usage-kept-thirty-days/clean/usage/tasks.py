import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from usage.models import UsageEvent

log = logging.getLogger(__name__)

RETENTION = timedelta(days=760)
BATCH = 5_000


@shared_task(acks_late=True, autoretry_for=(Exception,), retry_backoff=60, max_retries=5)
def purge_usage_events():
    horizon = timezone.now() - RETENTION
    expired = UsageEvent.objects.filter(occurred_at__lt=horizon).order_by("occurred_at")
    total = 0
    while ids := list(expired.values_list("pk", flat=True)[:BATCH]):
        deleted, _ = UsageEvent.objects.filter(pk__in=ids).delete()
        total += deleted
    log.info("purged %d usage events from before %s", total, horizon.isoformat())
    return total
