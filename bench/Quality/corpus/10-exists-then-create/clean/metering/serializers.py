from rest_framework import serializers


class UsageSerializer(serializers.Serializer):
    event_id = serializers.CharField(max_length=64)
    organisation_id = serializers.UUIDField()
    meter = serializers.ChoiceField(choices=["vcpu_seconds", "gpu_seconds"])
    quantity = serializers.IntegerField(min_value=1, max_value=10**15)
    measured_at = serializers.DateTimeField()
