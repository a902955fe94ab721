"""Publishing from where the meeting is prepared: what the commands do, with the same refusals."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.editions.content import EditionDamaged, Kind
from dashboard.editions.written import Key
from dashboard.forms import svg
from dashboard.meetings.material import Material
from dashboard.meetings.segment import shown_today
from dashboard.publishing.checking import check
from dashboard.publishing.drawing import Draw
from dashboard.publishing.publish import NotPublished, Published, add_to, correct, keep_notes, publish
from dashboard.words import swedish
from loaders.ground.errors import DiskFault, ReportError, UsageError
from loaders.ground.files import reason_sv

LONGEST_NOTE = 2_000
_CHOICES = {"first": Kind.FIRST, "addition": Kind.ADDITION, "correction": Kind.CORRECTION}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be published. note: what a correction says of itself; known_now: with the figures as they are known
    now, not as they were when the meeting was published; with_notes: the speaker's notes too, to a file beside."""

    kind: Kind
    note: str = ""
    known_now: bool = False
    with_notes: bool = False

    @classmethod
    def of(cls, sent: Mapping[str, object]) -> "Asked":
        """What a request asks for. UsageError where that is none of the three."""
        kind = _CHOICES.get(str(sent.get("kind", "first")))
        if kind is None:
            raise UsageError("unknown kind of edition", "Okänd sorts utgåva.")
        note = " ".join(str(sent.get("note", "")).split())
        if kind is Kind.CORRECTION and not note:
            raise UsageError("a correction says what was wrong", "Skriv vad som var fel, och vems felet var.")
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"at most {LONGEST_NOTE} characters", f"Högst {LONGEST_NOTE} tecken får plats.")
        return cls(kind, note, sent.get("known_now") is True, sent.get("with_notes") is True)


def published(day: date, material: Material) -> list[dict[str, object]]:
    """The editions of a meeting, newest first: number, what it is and when in words, its address."""
    editions = material.editions
    found = [editions.edition(Key(day, number)) for number in reversed(editions.numbers(day))]
    return [
        {
            "number": one.number,
            "told": f"Utgåva {one.number}, {one.kind.value}, {swedish.date_text(one.moment)}",
            "address": _address(day, one.number),
        }
        for one in found
    ]


FIRST = Asked(Kind.FIRST)


def publish_draft(
    path: Path, material: Material, now: datetime, asked: Asked = FIRST, reports: Path | None = None
) -> dict[str, str]:
    """Publish a draft as its first edition, as an addition to the newest or as a correction of it: what was done in a
    sentence, and its address. reports: the folder that notes are written to, where they are asked for.

    NotPublished with every reason where the check or a form refuses; UsageError where there is nothing to add, nothing
    to correct, or a first edition already. Without a browser that draws, forms that need one are left out.
    """
    moment = now.astimezone(UTC)
    try:
        if asked.kind is Kind.ADDITION:
            made = add_to(shown_today(path, material), material, _folder(material), moment)
        elif asked.kind is Kind.CORRECTION:
            with _drawing() as draw:
                made = correct(
                    path, material, _folder(material), moment, note=asked.note, known_now=asked.known_now, draw=draw
                )
        else:
            made = _first(path, material, moment)
    except ReportError as error:
        raise UsageError(f"nothing was published: {error}", f"Inget publicerades: {error}") from error
    what = "" if asked.kind is Kind.FIRST else f", {asked.kind.value},"
    left_out = f" Utan {swedish.listing(sorted(made.left_out))}: ingen webbläsare kunde rita." if made.left_out else ""
    noted = _noted(made, material, reports) if asked.with_notes and reports is not None else ""
    return {
        "told": f"Utgåva {made.key.number}{what} är publicerad.{left_out}{noted}",
        "address": _address(made.key.day, made.key.number),
    }


def _noted(made: Published, material: Material, reports: Path) -> str:
    """Where the speaker's notes of an edition were written. It is published, whatever becomes of them."""
    try:
        kept = keep_notes(made.meeting, material.editions.edition(made.key), reports)
    except (UsageError, DiskFault, EditionDamaged) as error:
        return f" Anteckningarna kunde inte skrivas: {error.message_sv}"
    except OSError as error:
        return f" Anteckningarna kunde inte skrivas: {reason_sv(error)}."
    return f" Anteckningar, bara för talaren: {kept}."


def _first(path: Path, material: Material, moment: datetime) -> Published:
    meeting = shown_today(path, material)
    if material.editions.numbers(meeting.date):
        raise UsageError(
            f"{meeting.slug} is published already; add to it or correct it",
            "Mötet är redan publicerat. Välj tillägg eller rättelse.",
        )
    if stopping := [one.line_sv for one in check(meeting, material) if one.stops]:
        raise NotPublished(stopping)
    with _drawing() as draw:
        return publish(meeting, material, _folder(material), moment, draw=draw)


def _folder(material: Material) -> Path:
    if material.data.editions is None:
        raise UsageError("there is no folder of editions", "Det finns ingen mapp för utgåvor.")
    return material.data.editions


def _drawing() -> AbstractContextManager[Draw | None]:
    """What draws in a browser that starts now, while the edition is made; None where there is no browser."""
    return svg.drawing() if svg.has_browser() else nullcontext()


def _address(day: date, number: int) -> str:
    return f"/mote/{day.isoformat()}/{number}"
