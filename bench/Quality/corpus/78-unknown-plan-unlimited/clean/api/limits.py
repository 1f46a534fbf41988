from __future__ import annotations

from functools import wraps

from flask import current_app, g, jsonify

from api.periods import billing_period
from api.redis import redis

PLAN_LIMITS: dict[str, dict[str, int]] = {
    "starter-2026": {"searches": 10_000, "enrichments": 500},
    "team-2026": {"searches": 150_000, "enrichments": 10_000},
    "scale-2026": {"searches": 2_000_000, "enrichments": 150_000},
}

# Adds the amount only when it still fits; answers the new total, or -1 and leaves the counter alone.
TAKE = redis.register_script(
    """
    local used = tonumber(redis.call('GET', KEYS[1]) or '0')
    if used + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return -1 end
    redis.call('INCRBY', KEYS[1], ARGV[1])
    redis.call('EXPIREAT', KEYS[1], ARGV[3])
    return used + tonumber(ARGV[1])
    """
)


class NoLimit(Exception):
    """Nobody has decided what a plan may use of a meter."""


def limit_of(plan: str, meter: str) -> int:
    try:
        return PLAN_LIMITS[plan][meter]
    except KeyError as error:
        raise NoLimit(f"{meter} on plan {plan}") from error


def metered(meter: str):
    """Takes one unit of the meter before the view runs and gives it back when the view fails."""

    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            period = billing_period(g.account)
            limit = limit_of(g.account.plan, meter)
            key = f"quota:{g.account.id}:{meter}:{period.start:%Y%m%dT%H%M%S}"
            grace = 7 * 86_400
            used = TAKE(keys=[key], args=[1, limit, int(period.end.timestamp()) + grace])
            if used < 0:
                body = {
                    "error": "quota_exceeded",
                    "meter": meter,
                    "limit": limit,
                    "resets_at": period.end.isoformat(),
                    "upgrade": "https://app.leadgrid.example/billing/plans",
                }
                return jsonify(body), 429
            try:
                response = current_app.make_response(view(*args, **kwargs))
            except Exception:
                redis.decr(key)
                raise
            if response.status_code >= 500:
                redis.decr(key)
            response.headers["X-Quota-Remaining"] = str(limit - used)
            return response

        return guarded

    return decorate
