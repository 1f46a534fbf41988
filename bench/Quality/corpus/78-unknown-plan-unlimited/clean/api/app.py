from __future__ import annotations

from flask import Flask, g, jsonify, request
from redis.exceptions import RedisError

from api.auth import require_account
from api.enrichment import enrich_company
from api.limits import NoLimit, metered
from api.metrics import QUOTA_ERRORS
from api.search import search_companies

app = Flask(__name__)
app.before_request(require_account)


@app.get("/v2/companies")
@metered("searches")
def companies():
    found = search_companies(g.account, request.args["q"], request.args.get("cursor"))
    return jsonify(found)


@app.get("/v2/companies/<domain>/enrichment")
@metered("enrichments")
def enrichment(domain: str):
    return jsonify(enrich_company(domain))


@app.errorhandler(RedisError)
@app.errorhandler(NoLimit)
def quota_unavailable(error: Exception):
    """What cannot be counted is not served; the alert on this counter is in ops/alerts.yml."""
    QUOTA_ERRORS.labels(type(error).__name__).inc()
    app.logger.error("quota cannot be checked for %s", g.account.id, exc_info=error)
    return jsonify({"error": "temporarily_unavailable"}), 503
