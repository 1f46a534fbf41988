from datetime import datetime, timezone

from flask import Blueprint, abort, g, jsonify
from sqlalchemy import select

from app.auth import login_required
from app.extensions import db
from app.models import Document, UsageEvent
from app.ocr import recognise

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.post("/<uuid:document_id>/ocr")
@login_required
def run_ocr(document_id):
    document = db.session.scalar(
        select(Document)
        .where(Document.id == str(document_id), Document.account_id == g.account.id)
        .with_for_update()
    )
    if document is None:
        abort(404)
    if document.text is None:
        result = recognise(document.storage_key)
        document.text = result.text
        document.pages = result.pages
        usage = UsageEvent(
            id=f"ocr_pages:{document.id}",
            account_id=g.account.id,
            meter="ocr_pages",
            quantity=result.pages,
            document_id=document.id,
            occurred_at=datetime.now(timezone.utc),
        )
        db.session.add(usage)
        db.session.commit()
    return jsonify(id=document.id, pages=document.pages, text=document.text)
