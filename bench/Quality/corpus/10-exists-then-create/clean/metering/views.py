import logging

from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from metering.authentication import NodeAuthentication
from metering.models import UsageRecord
from metering.serializers import UsageSerializer

logger = logging.getLogger("metering")


class UsageIntake(APIView):
    """Compute nodes post what they measured; they repeat a post until it is answered with 202."""

    authentication_classes = [NodeAuthentication]

    def post(self, request):
        serializer = UsageSerializer(data=request.data, many=True)
        if not serializer.is_valid():
            logger.error("node %s sent invalid usage: %s", request.user.name, serializer.errors)
            return Response(serializer.errors, status=status.HTTP_422_UNPROCESSABLE_ENTITY)

        UsageRecord.objects.bulk_create(
            [UsageRecord(node=request.user.name, **event) for event in serializer.validated_data],
            ignore_conflicts=True,
        )
        return Response(status=status.HTTP_202_ACCEPTED)
