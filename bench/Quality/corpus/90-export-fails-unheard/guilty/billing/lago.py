from __future__ import annotations

import httpx

EVENTS = "https://api.getlago.com/api/v1/events/batch"
KNOWN = {"transaction_id": ["value_already_exist"]}


class Refused(Exception):
    """Lago refuses events for another reason than that it has them already."""


def send_batch(api_key: str, events: list[dict]) -> None:
    """Stores a batch, of which Lago may have some events already. Lago takes a batch as a whole or not at all."""
    response = httpx.post(
        EVENTS,
        json={"events": events},
        headers={"Authorization": f"Bearer {api_key}"},
        timeout=30,
    )
    if response.status_code != 422:
        response.raise_for_status()
        return

    errors = {int(index): error for index, error in response.json()["error_details"].items()}
    other = {index: error for index, error in errors.items() if error != KNOWN}
    if other:
        described = [f"{events[index]['transaction_id']}: {error}" for index, error in other.items()]
        raise Refused("; ".join(described))

    rest = [event for index, event in enumerate(events) if index not in errors]
    if rest:
        send_batch(api_key, rest)
