from django.db import models


class UsageRecord(models.Model):
    node = models.CharField(max_length=64)
    event_id = models.CharField(max_length=64)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    meter = models.CharField(max_length=32)
    quantity = models.BigIntegerField()
    measured_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "meter", "measured_at"]),
            models.Index(fields=["node", "event_id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="usage_quantity_positive"),
        ]
