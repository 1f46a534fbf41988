import uuid

from django.db import models


class UsageEvent(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="usage_events")
    meter = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=20, decimal_places=6)
    device = models.CharField(max_length=60)
    request_id = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "meter", "occurred_at"]),
            models.Index(fields=["occurred_at"]),
        ]


class InvoiceLine(models.Model):
    invoice = models.ForeignKey("billing.Invoice", on_delete=models.PROTECT, related_name="lines")
    meter = models.CharField(max_length=40)
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
