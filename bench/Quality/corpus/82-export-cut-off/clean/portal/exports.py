from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from billing.models import BillableCall, Invoice

COLUMNS = ["call_id", "occurred_at_utc", "project", "api_key", "endpoint", "units", "unit"]


class Echo:
    """A file that answers what is written to it, for the streaming of CSV."""

    def write(self, value: str) -> str:
        return value


def lines(invoice: Invoice) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)

    calls = (
        BillableCall.objects.filter(
            organization_id=invoice.organization_id,
            occurred_at__gte=invoice.period_start,
            occurred_at__lt=invoice.period_end,
        )
        .select_related("project", "api_key")
        .order_by("occurred_at", "id")
    )
    for call in calls.iterator(chunk_size=5_000):
        yield writer.writerow(
            [
                call.id,
                call.occurred_at.astimezone(UTC).isoformat(),
                call.project.slug,
                call.api_key.prefix,
                call.endpoint,
                call.units,
                "request units",
            ]
        )


@require_GET
@login_required
def invoice_usage(request: HttpRequest, number: str) -> StreamingHttpResponse:
    """The calls that the lines of an invoice are made of."""
    invoice = get_object_or_404(
        Invoice.objects.filter(organization__members=request.user), number=number
    )
    response = StreamingHttpResponse(lines(invoice), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{invoice.number}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
