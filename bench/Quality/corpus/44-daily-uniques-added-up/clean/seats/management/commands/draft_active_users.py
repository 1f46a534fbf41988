from datetime import datetime, timedelta, timezone

import clickhouse_connect
import sentry_sdk
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from billing.models import DraftLine, Workspace
from seats.active_users import active_users


def previous_month(now: datetime) -> tuple[datetime, datetime]:
    end = now.astimezone(timezone.utc).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (end - timedelta(days=1)).replace(day=1), end


class Command(BaseCommand):
    help = "Drafts the lines for monthly active users; a later run of the same month replaces them."

    def add_arguments(self, parser):
        parser.add_argument("--month", type=lambda text: datetime.strptime(text, "%Y-%m").replace(tzinfo=timezone.utc))

    @sentry_sdk.monitor(monitor_slug="draft-active-users")
    def handle(self, *args, month=None, **options):
        start, end = previous_month(month + timedelta(days=32) if month else datetime.now(timezone.utc))
        clickhouse = clickhouse_connect.get_client(**settings.CLICKHOUSE)
        counted = active_users(clickhouse, start, end)

        workspaces = Workspace.objects.in_bulk([row.workspace_id for row in counted])
        unknown = [row for row in counted if row.workspace_id not in workspaces]
        if unknown:
            sentry_sdk.capture_message(f"{len(unknown)} workspaces with activity in {start:%Y-%m} are unknown: {unknown}")

        with transaction.atomic():
            for row in counted:
                if row.workspace_id not in workspaces:
                    continue
                DraftLine.objects.update_or_create(
                    workspace=workspaces[row.workspace_id],
                    meter="monthly_active_users",
                    period_start=start,
                    defaults={"period_end": end, "quantity": row.users},
                )
        self.stdout.write(f"{start:%Y-%m}: {len(counted)} workspaces, {sum(row.users for row in counted)} users")
