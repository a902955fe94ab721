"""``/vintages/<slug>``: every publication of a measure, and what each said of some cells."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from dashboard.api import _asking
from dashboard.api._kind import Answer, Asked, Query, Resource, Told, TooMuch
from dashboard.api.data import DataQuery, choose, figures
from dashboard.data.series import Data
from loaders.export import rows
from loaders.ground.clock import day_in_sweden
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.panel import PERIOD, REGION, Publication

MOST_DAYS = 60
"""Days of publication whose figures are given at once."""
MOST_CELLS = 60
"""Places times periods whose history is given at once."""


class PublicationRow(BaseModel):
    """One publication of one table."""

    table: str
    known_from: date = Field(description="Första dagen då per= visar den.")
    published: datetime | None = Field(description="null där källan inte säger när.")
    fetched: datetime
    last_period: str
    marks: tuple[str, ...] = Field(description="Status för allt i tabellen, som preliminary.")
    manual: bool = Field(description="Manuellt inläst ur en fil.")
    synthetic: bool


class CellRow(BaseModel):
    """What was said of a cell from a day on, until the next row of the same cell."""

    region_code: str
    period: str
    known_from: date
    value: float | None
    status: str
    table: str | None


class Vintages(Told):
    """The history of a measure."""

    indicator: str
    slug: str
    publications: tuple[PublicationRow, ...]
    slice: dict[str, tuple[str, ...]] | None = Field(default=None, description="Uppdelningen som cells gäller.")
    cells: tuple[CellRow, ...] | None = Field(
        default=None, description="Bara när region sägs: varje cells tal, en rad för varje gång det ändrades."
    )


class VintagesQuery(Query):
    """Which cells."""

    region: str = Field("", description="Platser vars tal ges så som de var: koder eller namn.", examples=["2321"])
    fran: str = Field("", description="Första perioden.", examples=["2026-01"])
    till: str = Field("", description="Sista perioden.")
    senaste: int | None = Field(None, ge=1, le=60, description="Så många av de nyaste perioderna.", examples=[6])


def answer(asked: Asked[VintagesQuery]) -> Answer:
    """Publications oldest first; with a place, what each day's state said of its cells, where that changed."""
    data, query = asked.data, asked.query
    declared = _asking.indicator(asked.path["slug"])
    known = data.edition.publications(declared.id)
    if not known:
        raise NothingPublishedYet(f"nothing is stored of {declared.id}: run `lanspuls fetch {declared.id}`")
    told = Vintages(
        synthetic=any(one.synthetic for one in known),
        edition=data.version(),
        indicator=declared.id,
        slug=declared.slug,
        publications=tuple(_row(one) for one in known),
    )
    if not query.region:
        if query.fran or query.till or query.senaste:
            raise UsageError("a window needs a place: say region", "Säg också region: vilken plats talen gäller.")
        return Answer.of(told)
    cells, slice_ = _cells(declared.slug, query, data, known)
    return Answer.of(told.model_copy(update={"cells": cells, "slice": slice_}))


def _row(one: Publication) -> PublicationRow:
    return PublicationRow(
        table=one.table,
        known_from=day_in_sweden(one.published),
        published=one.published if one.is_stated else None,
        fetched=one.fetched,
        last_period=one.last_period,
        marks=tuple(mark.value for mark in one.marks),
        manual=one.manual,
        synthetic=one.synthetic,
    )


def _cells(
    slug: str, query: VintagesQuery, data: Data, known: tuple[Publication, ...]
) -> tuple[tuple[CellRow, ...], dict[str, tuple[str, ...]]]:
    """Each cell's rows in order of time. A cell that was not there yet has none for that day."""
    days = tuple(sorted({day_in_sweden(one.published) for one in known}))[-MOST_DAYS:]
    words = query.model_dump(exclude_none=True)
    newest = choose(slug, DataQuery.model_validate(words), data)
    periods = figures(newest, data).axes[PERIOD]
    if len(newest.regions) * len(periods) > MOST_CELLS:
        raise TooMuch(
            f"the history of more than {MOST_CELLS} cells: choose fewer places or periods",
            f"Historien ges för högst {MOST_CELLS} uppgifter på en gång. Välj färre platser, eller ett kortare fönster "
            "med fran och till eller senaste.",
        )
    found: list[CellRow] = []
    last: dict[tuple[str, str], tuple[float | None, str]] = {}
    window = {"fran": periods[0], "till": periods[-1]} if periods else {}
    for day in days:
        then = choose(slug, DataQuery.model_validate({"region": query.region, **window, "per": str(day)}), data)
        try:
            shown = rows(figures(then, data)).to_pylist()
        except NothingPublishedYet:
            continue
        for row in shown:
            key, said = (row[REGION], row[PERIOD]), (row["value"], row["status"])
            if row["table"] is None and key not in last:
                continue  # a reason without a publication: the cell was not there yet
            if last.get(key) != said:
                last[key] = said
                found.append(
                    CellRow(
                        region_code=key[0],
                        period=key[1],
                        known_from=day,
                        value=said[0],
                        status=said[1],
                        table=row["table"],
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.region_code, one.period, one.known_from))), newest.slice


RESOURCES = (
    Resource(
        address="/vintages/<slug>",
        title_sv="Versioner",
        tells_sv="Varje publicering av ett mått. Med region ges också vad som har sagts om varje period: en rad för "
        "varje gång talet ändrades. Dagen i known_from är den som per= tar.",
        answer=answer,
        model=Vintages,
        query=VintagesQuery,
        words_sv={"slug": "Måttets ord i adresser, id eller namn: arbetsloshet."},
        examples=("/vintages/arbetsloshet", "/vintages/arbetsloshet?region=2321&senaste=3"),
        order=12,
    ),
)
