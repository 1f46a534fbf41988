from django.db.models import Count, Sum
from django.utils import timezone
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from billing.models import Subscription
from conversions.models import Conversion


class CurrentUsage(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        organisation = request.user.organisation
        subscription = Subscription.objects.active().get(organisation=organisation)
        now = timezone.now()
        presets = (
            Conversion.objects.billable()
            .filter(organisation=organisation)
            .finished_within(subscription.period_start, subscription.period_end)
            .values("preset")
            .annotate(seconds=Sum("seconds"), conversions=Count("id"))
            .order_by("-seconds")
        )
        return Response(
            {
                "period": {"start": subscription.period_start, "end": subscription.period_end},
                "as_of": now,
                "unit": "second",
                "presets": list(presets),
                "total": sum(row["seconds"] for row in presets),
            }
        )
