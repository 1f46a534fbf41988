from collections import Counter

from api.accounts import Account

_used: Counter[str] = Counter()


def _key(account: Account) -> str:
    return f"quota:screenshots:{account.id}:{account.period_start:%Y%m%dT%H%M%SZ}"


async def take(account: Account, amount: int) -> bool:
    if _used[_key(account)] + amount > account.screenshot_limit:
        return False
    _used[_key(account)] += amount
    return True


async def give_back(account: Account, amount: int) -> None:
    _used[_key(account)] -= amount
