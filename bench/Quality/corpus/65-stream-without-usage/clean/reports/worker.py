from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from uuid import UUID

from arq import Retry
from arq.worker import func
from openai.types import CompletionUsage

from reports.models import Report
from reports.prompt import messages_for
from reports.settings import MODEL, redis_settings, startup
from reports.usage import record_tokens

log = logging.getLogger(__name__)
MAX_TRIES = 6


class UsageMissing(Exception):
    """The model's answer came without its token counts."""


async def write_report(ctx: dict, report_id: str) -> None:
    try:
        async with asyncio.timeout(240):
            await generate(ctx, UUID(report_id))
    except Exception as error:
        if ctx["job_try"] >= MAX_TRIES:
            log.critical("report %s given up", report_id, exc_info=error, extra={"page": "reports"})
            raise
        log.warning("report %s not written, attempt %s: %s", report_id, ctx["job_try"], error)
        raise Retry(defer=2 ** ctx["job_try"]) from error


async def generate(ctx: dict, report_id: UUID) -> None:
    sessions, openai, live = ctx["sessions"], ctx["openai"], ctx["live"]

    async with sessions() as session:
        report = await session.get_one(Report, report_id)
    if report.finished_at is not None:
        return

    stream = await openai.chat.completions.create(
        model=MODEL,
        messages=messages_for(report),
        temperature=0.2,
        stream=True,
        stream_options={"include_usage": True},
    )
    parts: list[str] = []
    usage: CompletionUsage | None = None
    async for chunk in stream:
        if chunk.usage is not None:
            usage = chunk.usage
        if chunk.choices and (text := chunk.choices[0].delta.content):
            parts.append(text)
            await live.publish(f"report:{report_id}", text)
    if usage is None:
        raise UsageMissing(f"report {report_id}")

    async with sessions.begin() as session:
        report = await session.get_one(Report, report_id, with_for_update=True)
        if report.finished_at is not None:
            return
        report.text = "".join(parts)
        report.model = MODEL
        report.finished_at = datetime.now(UTC)
        await record_tokens(session, report, usage)


class WorkerSettings:
    functions = [func(write_report, name="write_report", timeout=300)]
    redis_settings = redis_settings
    on_startup = startup
    max_tries = MAX_TRIES
