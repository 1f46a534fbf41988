from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clickhouse_connect.driver.client import Client

ACTIVE_USERS = """
    SELECT workspace_id, uniqExact(user_id) AS users
    FROM activity
    WHERE occurred_at >= {start:DateTime64(3, 'UTC')} AND occurred_at < {end:DateTime64(3, 'UTC')}
    GROUP BY workspace_id
"""


@dataclass(frozen=True)
class ActiveUsers:
    workspace_id: UUID
    users: int


def active_users(clickhouse: Client, start: datetime, end: datetime) -> list[ActiveUsers]:
    result = clickhouse.query(ACTIVE_USERS, parameters={"start": start, "end": end})
    return [ActiveUsers(workspace_id, users) for workspace_id, users in result.result_rows]
