import logging
from uuid import UUID

import requests
from flask import abort, current_app, jsonify, make_response
from prometheus_client import Counter
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

log = logging.getLogger(__name__)

CHECK_FAILED = Counter("quota_check_failed_total", "Quota checks without an answer", ["meter"])

session = requests.Session()
session.mount(
    "https://",
    HTTPAdapter(
        max_retries=Retry(total=3, backoff_factor=0.2, status_forcelist=[429, 502, 503, 504], allowed_methods=["PUT", "DELETE"])
    ),
)


def consume(request_id: UUID, customer: str, meter: str, amount: int) -> bool:
    try:
        answer = session.put(
            f"{current_app.config['QUOTA_URL']}/v1/consumptions/{request_id}",
            json={"customer": customer, "meter": meter, "amount": amount},
            timeout=(1, 3),
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        CHECK_FAILED.labels(meter).inc()
        log.error("quota %s of customer %s not available for request %s: %s", meter, customer, request_id, error)
        abort(make_response(jsonify(error="quota_unavailable", meter=meter), 503, {"Retry-After": "5"}))
    return answer.json()["granted"]


def give_back(request_id: UUID) -> None:
    answer = session.delete(f"{current_app.config['QUOTA_URL']}/v1/consumptions/{request_id}", timeout=(1, 3))
    answer.raise_for_status()
