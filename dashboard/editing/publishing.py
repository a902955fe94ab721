"""Publishing from where the meeting is prepared: what the command does, with the same refusals."""

from datetime import UTC, datetime
from pathlib import Path

from dashboard.editions.written import Editions
from dashboard.forms import svg
from dashboard.meetings.material import Material
from dashboard.meetings.segment import shown_today
from dashboard.publishing.checking import check
from dashboard.publishing.publish import NotPublished, publish
from dashboard.words import swedish
from loaders.ground.errors import ReportError, UsageError


def publish_draft(path: Path, material: Material, now: datetime) -> dict[str, str]:
    """Publish a draft as edition 1: what was done in a sentence, and its address.

    NotPublished with every reason where the check or a form refuses; UsageError where the meeting is published already:
    a correction needs a note, which the command takes. Without a browser that draws, forms that need one are left out.
    """
    meeting = shown_today(path, material)
    if stopping := [one.line_sv for one in check(meeting, material) if one.stops]:
        raise NotPublished(stopping)
    editions = material.data.editions
    if editions is None:
        raise UsageError("there is no folder of editions", "Det finns ingen mapp för utgåvor.")
    if Editions(editions).numbers(meeting.date):
        raise UsageError(
            f"{meeting.slug} is published already; use meeting add or meeting correct",
            f"Mötet är redan publicerat. Lägg till med lanspuls meeting add {meeting.slug} eller rätta med "
            f"lanspuls meeting correct {meeting.slug} --note …",
        )
    draw = svg.draw if svg.has_browser() else None
    try:
        made = publish(meeting, material, editions, now.astimezone(UTC), draw=draw)
    except ReportError as error:
        raise UsageError(f"nothing was published: {error}", f"Inget publicerades: {error}") from error
    left_out = f" Utan {swedish.listing(sorted(made.left_out))}: ingen webbläsare kunde rita." if made.left_out else ""
    return {
        "told": f"Utgåva {made.key.number} är publicerad.{left_out}",
        "address": f"/mote/{meeting.slug}/{made.key.number}",
    }
