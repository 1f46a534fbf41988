from __future__ import annotations

from openai.types import CompletionUsage
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from reports.models import Report, UsageEvent


async def record_tokens(session: AsyncSession, report: Report, usage: CompletionUsage) -> None:
    """Adds the report's tokens to the caller's transaction; the exporter reads them from there."""
    tokens = {"input_tokens": usage.prompt_tokens, "output_tokens": usage.completion_tokens}
    await session.execute(
        insert(UsageEvent)
        .values(
            [
                {
                    "event_id": f"{report.id}:{meter}",
                    "workspace_id": report.workspace_id,
                    "meter": meter,
                    "quantity": quantity,
                    "properties": {"report": str(report.id), "model": report.model},
                    "occurred_at": report.finished_at,
                }
                for meter, quantity in tokens.items()
            ]
        )
        .on_conflict_do_nothing(index_elements=["event_id"])
    )
