"""Yrkesbarometern: judgements of occupations per county and for the country, one JSON file with the newest round.

The file is an array with a row per occupation and place. Its judgements are words of short lists; the words become
their place in loaders.ground.vocabulary.JUDGED, and are kept as the cell's symbol, just as they were written. The whole
file, texts and all, is kept among the raw answers of its round.
"""

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from loaders.ground import places
from loaders.ground.declarations import Axis, FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.ground.raw import Raw
from loaders.ground.vocabulary import JUDGED, NOT_JUDGED, year_of_round
from loaders.http.transport import Answer, Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Found, Part, Reading, Source, field_named, raw_of
from loaders.sources.session import Session
from loaders.store import Scope

FILE = "yrkesbarometer.json"
Row = Mapping[str, Any]


class Yrkesbarometern(Source):
    """The one file. It is small enough to be its own change test: the hash of its contents."""

    id = "yrkesbarometern"

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The file itself, remembered for download(): round and hash."""
        answer = self._answer(session)
        found = rows(answer.body, FILE)
        return Look(
            last_period=_round(found, FILE, plan),
            fingerprint=hashlib.sha256(answer.body).hexdigest()[:32],
            label=FILE,
            url=answer.url,
        )

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The file that look() got."""
        yield raw_of(self._answer(session), FILE)

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """One round to panels of occupation × judgement × place."""
        raw = next(iter(raws), None)
        if raw is None:
            raise SourceChanged(f"{plan.table}: no file was answered")
        held = rows(raw.body, raw.name)
        round_ = _round(held, raw.name, plan)
        apart, found = Apart(), list[Found]()
        for indicator, query in plan.file_parts:
            with apart.reading(indicator):
                fields = {name: field_named(name, held[0], raw.name, query) for name in _declared(query)}
                found += [Found("field", "", name, field, verified=True) for name, field in fields.items()]
                apart.parts.append(_part(indicator, query, held, round_, before(indicator.id), raw.name))
        apart.require_any()
        judged = max(len(part.panel.axes["occupation"]) for part in apart.parts)
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=round_,
            label=raw.name,
            found=tuple(found),
            listing=(f"Round {round_}: {judged} occupations, {len(held)} rows.",),
        )

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """By contents: an array of rows with a round."""
        try:
            return bool(_round(rows(raw.body, raw.name), raw.name, plan))
        except SourceChanged:
            return False

    def _answer(self, session: Session) -> Answer:
        return session.once(FILE, lambda: session.get(FILE, expect=Expect.JSON))


def rows(body: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a file as they stand, texts and numbers untouched. SourceChanged if it is no array of rows."""
    try:
        found = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise SourceChanged(f"{name} is not JSON in UTF-8 ({error}). Fetch it again.") from error
    if not isinstance(found, list) or not found or not all(isinstance(row, dict) for row in found):
        raise SourceChanged(f"{name} is no list of rows, one per occupation and place")
    return tuple(found)


def _declared(query: FileQuery) -> Iterator[str]:
    yield from (axis.variable for axis in query.select if isinstance(axis, Axis))
    yield from (ref.declared for ref in (*query.place, *query.period, *(measure.field for measure in query.measures)))


def _round(held: Sequence[Row], name: str, plan: TablePlan) -> str:
    _, query = plan.file_parts[0]
    field = field_named(query.period[0].declared, held[0], name, query)
    found = {str(row.get(field) or "nothing") for row in held}
    told = ", ".join(sorted(found))
    try:
        year_of_round(told)
    except ValueError as error:
        raise SourceChanged(
            f"{name}: field {field} must hold one round such as 2026-1 in every row; it holds {told}"
        ) from error
    return told


def _part(indicator: Indicator, query: FileQuery, held: tuple[Row, ...], round_: str, stored: Any, name: str) -> Part:
    known = set(places.codes_at(query.levels))
    placed = query.place[0].declared
    (named,) = (axis.variable for axis in query.select if isinstance(axis, Axis))
    strange = sorted({str(row.get(placed)) for row in held} - known)
    if strange:
        raise SourceChanged(f"{name}: no county has code {', '.join(strange[:8])} (field {placed}); 00 is the country")
    cells, year = Cells(indicator, query), year_of_round(round_)
    for number, row in enumerate(held, 1):
        where = {"occupation": _text(row, named, name, number), "vintage": round_}
        for measure in query.measures:
            judgement = measure.where["judgement"]
            value, status, word = _judged(row, measure.field.declared, judgement, name, number)
            cells.add(row[placed], year, value, status, word, where={**where, "judgement": judgement})
    occupations = {row[named] for row in held} | _before(stored, round_)
    codes = {"occupation": sorted(occupations), "vintage": (round_,), "judgement": tuple(JUDGED)}
    panel = cells.panel(codes=codes)
    axes = {axis: codes for axis, codes in panel.axes.items() if axis != "period"}
    return Part(indicator=indicator, query=query, panel=panel, scope=Scope(axes, year, year))


def _text(row: Row, field: str, name: str, number: int) -> str:
    text = row.get(field)
    if not isinstance(text, str) or not text.strip():
        raise SourceChanged(f"{name}: row {number} has no {field}")
    return text


def _judged(row: Row, field: str, judgement: str, name: str, number: int) -> tuple[float | None, Status, str]:
    if field not in row:
        raise SourceChanged(f"{name}: row {number} has no field {field}")
    word = row[field]
    if word is None:
        return None, Status.MISSING, NOT_JUDGED
    words = JUDGED[judgement]
    if word not in words:
        raise SourceChanged(
            f"{name}: row {number} says {field} '{word}', which is none of {', '.join(words)}. "
            "If the publisher has a new word, add it to JUDGED in loaders/ground/vocabulary.py, and the round to "
            "JUDGED_SINCE."
        )
    return float(words.index(word) + 1), Status.EMPTY, word


def _before(stored: Any, round_: str) -> set[str]:
    """Occupations the same round had when it was last stored."""
    if stored is None or round_ not in stored.axes["vintage"]:
        return set()
    earlier = stored.take(vintage=(round_,))
    at = earlier.has_row.any(axis=tuple(n for n, axis in enumerate(earlier.axes) if axis != "occupation"))
    return {code for code, there in zip(earlier.axes["occupation"], at, strict=True) if there}


SOURCE = Yrkesbarometern()
