from django.shortcuts import get_object_or_404
from rest_framework import generics, pagination, permissions, serializers

from usage.models import InvoiceLine, UsageEvent


class UsageEventSerializer(serializers.ModelSerializer):
    class Meta:
        model = UsageEvent
        fields = ["id", "meter", "quantity", "device", "request_id", "occurred_at"]


class ByTime(pagination.CursorPagination):
    ordering = ("occurred_at", "id")
    page_size = 500


class InvoiceLineEvents(generics.ListAPIView):
    """The events that a line of the customer's invoice is the sum of."""

    serializer_class = UsageEventSerializer
    pagination_class = ByTime
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        line = get_object_or_404(InvoiceLine, pk=self.kwargs["line_id"], invoice__account=self.request.user.account)
        return UsageEvent.objects.filter(
            account=self.request.user.account,
            meter=line.meter,
            occurred_at__gte=line.period_start,
            occurred_at__lt=line.period_end,
        )
