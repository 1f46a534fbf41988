from datetime import timedelta

from redis.asyncio import Redis

from api.accounts import Account
from api.settings import settings

redis = Redis.from_url(settings.redis_url, socket_timeout=1)

_take = redis.register_script(
    """
    local used = tonumber(redis.call('GET', KEYS[1]) or '0')
    if used + tonumber(ARGV[1]) > tonumber(ARGV[2]) then
        return 0
    end
    redis.call('INCRBY', KEYS[1], ARGV[1])
    redis.call('EXPIREAT', KEYS[1], ARGV[3])
    return 1
    """
)


def _key(account: Account) -> str:
    return f"quota:screenshots:{account.id}:{account.period_start:%Y%m%dT%H%M%SZ}"


async def take(account: Account, amount: int) -> bool:
    expires = int((account.period_end + timedelta(days=2)).timestamp())
    return bool(await _take(keys=[_key(account)], args=[amount, account.screenshot_limit, expires]))


async def give_back(account: Account, amount: int) -> None:
    await redis.decrby(_key(account), amount)
