import uuid

from django.db import models


class Status(models.TextChoices):
    QUEUED = "queued"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"


class ConversionQuerySet(models.QuerySet):
    def billable(self):
        return self.filter(status__in=[Status.SUCCEEDED, Status.PARTIAL], sandbox=False)

    def finished_within(self, start, end):
        return self.filter(finished_at__gte=start, finished_at__lt=end)


class Conversion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    preset = models.CharField(max_length=40)
    seconds = models.PositiveBigIntegerField(default=0)
    status = models.CharField(max_length=12, choices=Status, default=Status.QUEUED)
    sandbox = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)

    objects = ConversionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "finished_at"])]
