from flask import Blueprint, g, jsonify, request

from gateway import quota
from gateway.synthesis import SynthesisError, synthesise
from gateway.usage import UsageLog

speech = Blueprint("speech", __name__, url_prefix="/v1/speech")


@speech.post("")
def create():
    text = request.get_json()["text"]
    if not quota.consume(g.request_id, g.customer_key, "characters", len(text)):
        return (
            jsonify(
                error="limit_reached",
                message="The characters included in this period are used up.",
                plans="https://console.voxly.dev/plans",
            ),
            402,
        )
    try:
        audio = synthesise(text, voice=request.args.get("voice", "nova"))
    except SynthesisError:
        quota.give_back(g.request_id)
        raise
    UsageLog(g.db).append(g.request_id, g.customer_key, "characters", len(text), audio.created_at)
    g.db.commit()
    return audio.data, 200, {"Content-Type": "audio/mpeg"}
