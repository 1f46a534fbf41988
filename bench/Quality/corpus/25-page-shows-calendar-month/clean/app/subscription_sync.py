from datetime import datetime, timezone

import asyncpg
import stripe

UPSERT = """
    INSERT INTO stripe_subscriptions
        (id, account_id, status, current_period_start, current_period_end, billing_cycle_anchor)
    SELECT $1, id, $3, $4, $5, $6 FROM accounts WHERE stripe_customer_id = $2
    ON CONFLICT (id) DO UPDATE SET
        status = EXCLUDED.status,
        current_period_start = EXCLUDED.current_period_start,
        current_period_end = EXCLUDED.current_period_end,
        billing_cycle_anchor = EXCLUDED.billing_cycle_anchor
"""


def utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=timezone.utc)


async def sync_subscription(db: asyncpg.Connection, subscription: stripe.Subscription) -> None:
    item = subscription["items"]["data"][0]
    await db.execute(
        UPSERT,
        subscription["id"],
        subscription["customer"],
        subscription["status"],
        utc(item["current_period_start"]),
        utc(item["current_period_end"]),
        utc(subscription["billing_cycle_anchor"]),
    )
