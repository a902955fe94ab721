"""``/data/<slug>``: a measure's figures, as JSON-stat or in the columns of ``lanspuls.read``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from types import EllipsisType
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from dashboard.api import _asking, _files, _jsonstat
from dashboard.api._kind import Answer, Asked, Query, Resource, TooMuch
from dashboard.data.series import Data
from dashboard.forms.taking.taken import file_word
from dashboard.views import ways
from dashboard.views.selection import MEASURE
from loaders import export
from loaders.export import asked as resolving
from loaders.ground import places
from loaders.ground.declarations import Indicator
from loaders.ground.enums import FileFormat
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.people.called_places import named, place_called, written_places
from loaders.ground.periods import Period
from loaders.ground.vocabulary import DIMENSIONS

MOST_CELLS = 150_000
"""Cells of one answer; as many as SCB gives at once."""
MOST_ROWS = 20_000
"""Rows of a file that people open; a workbook of more takes too long to write, and longer to read."""
ALL = "*"
"""Every value of a dimension."""
_MIMETYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


class _DataQuery(Query):
    """Which figures."""

    region: str = Field(
        "",
        description="Platser: koder, namn, länet, kommunerna eller en grupp (se groups), med komma mellan. Namn på "
        "regionens områden (se places) och kommuner med plus emellan, 2303+2305, räknas samman till en siffra. Utan "
        "ordet alla platser som finns.",
        examples=["2321,23,00"],
    )
    namn: str = Field("", description="Namnet på region där den är kommuner med plus emellan, som på sidorna.")
    jamfor: str = Field("", description="Fler platser, så att adressen till en sida kan användas som den är.")
    fran: str = Field(
        "", description="Första perioden: 2024-01, 2024-Q1 eller 2024. Ett år duger alltid.", examples=["2024-01"]
    )
    till: str = Field("", description="Sista perioden.", examples=["2026-08"])
    senaste: int | None = Field(None, ge=1, le=2_000, description="Så många av de nyaste perioderna.", examples=[12])
    per: str = Field(
        "", description="Det som var känt vid dagens slut. Utan ordet det nyaste.", examples=["2026-05-01"]
    )
    format: Literal["json-stat2", "csv", "xlsx", "parquet"] = Field("json-stat2", description="Svarets form.")
    dialekt: Literal["svensk"] | None = Field(
        None, description="Med format=csv: semikolon och decimalkomma, som ett svenskt Excel öppnar."
    )


_PAGE_WORDS = tuple(
    dict.fromkeys(one.url_parameter for one in DIMENSIONS.values() if one.url_parameter not in DIMENSIONS)
)
_DIMENSION_WORDS: dict[str, Any] = {
    **{
        word: (str, Field("", description="Samma ord som i sidornas adresser; dimensionens eget namn går före."))
        for word in _PAGE_WORDS
    },
    **{
        one.name: (
            str,
            Field("", description=f"{one.label_sv}: koder eller svenska ord med komma mellan, eller * för alla."),
        )
        for one in DIMENSIONS.values()
    },
}
DataQuery = create_model("DataQuery", __base__=_DataQuery, **_DIMENSION_WORDS)
"""The words of ``_DataQuery``, every dimension by its name, and the words that pages have for them."""


class Dataset(BaseModel):
    """A JSON-stat 2.0 dataset (https://json-stat.org/full/)."""

    version: Literal["2.0"]
    class_: Literal["dataset"] = Field(alias="class")
    label: str
    source: str
    updated: str | None = Field(None, description="När det nyaste gavs ut.")
    id: tuple[str, ...] = Field(description="Dimensionerna i ordning: indicator, måttets egna, region_code, period.")
    size: tuple[int, ...]
    role: dict[str, tuple[str, ...]]
    dimension: dict[str, dict]
    value: tuple[float | None, ...] = Field(description="null där det inte finns något tal; varför står i status.")
    status: dict[str, str] | None = Field(None, description="Cellens plats i value → dess status, där den har någon.")
    note: tuple[str, ...]
    extension: dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is asked for, as codes. regions: empty for all that have figures. Values of one dimension stay several."""

    declared: Indicator
    regions: tuple[str, ...]
    slice: dict[str, tuple[str, ...]]
    first: str | None
    last: str | None
    newest: int | None
    as_of: date | None


def answer(asked: Asked[_DataQuery]) -> Answer:
    """The figures in the form asked for."""
    data, form = asked.data, asked.query.format
    if asked.query.dialekt and form != "csv":
        raise UsageError("dialekt goes with format=csv", "Ordet dialekt hör till format=csv. Ta bort det ena.")
    chosen = choose(asked.path["slug"], asked.query, data)
    most = MOST_ROWS if form == "xlsx" or asked.query.dialekt else MOST_CELLS
    shown = figures(chosen, data, most)
    synthetic = any(one.synthetic for one in shown.publications)
    if form == "json-stat2":
        return Answer(body=_jsonstat.dataset(shown, chosen.declared, data.key_figure_titles, synthetic=synthetic))
    rows = export.named(export.rows(shown), chosen.declared, data.key_figure_titles, synthetic=synthetic)
    if form == "xlsx":
        body = _files.workbook(rows, chosen.declared, _jsonstat.source_of(shown, chosen.declared, synthetic=synthetic))
    elif asked.query.dialekt:
        body = _files.swedish_csv(rows, chosen.declared)
    else:
        body = export.serialised(rows, FileFormat(form))
    return Answer(body=body, mimetype=_MIMETYPES[form], file=_file_name(chosen, form))


def choose(slug: str, query: _DataQuery, data: Data) -> Chosen:
    """What the words mean. NoSuch for the indicator, UsageError for all else that is not understood."""
    declared = _asking.indicator(slug)
    grain = declared.grain
    first = resolving.period(query.fran or None, grain, first=True)
    last = resolving.period(query.till or None, grain, first=False)
    export.require_window(declared, first, last)
    if query.senaste is not None and (first or last):
        raise UsageError(
            "senaste stands beside fran or till", "Skriv antingen senaste, eller fran och till. De säger två saker."
        )
    asked = written_places(query.region or (data.county if query.jamfor else ""))
    if query.namn:
        asked = (named(place_called(asked[0] if asked else data.county), query.namn).code, *asked[1:])
    as_of = _asking.day(query.per, data)
    return Chosen(
        declared=declared,
        regions=_asking.regions((*asked, *written_places(query.jamfor)), declared, data),
        slice=_slice(declared, query, data),
        first=first,
        last=last,
        newest=query.senaste,
        as_of=as_of,
    )


def figures(chosen: Chosen, data: Data, most: int = MOST_CELLS) -> Panel:
    """The panel asked for, places in the order asked. TooMuch beyond so many cells; the store's errors."""
    declared = chosen.declared
    _require_few(chosen, data, most)
    whole = data.exported(declared.id, chosen.slice, chosen.as_of)
    regions = chosen.regions or None
    summed = [code for code in chosen.regions if places.place(code).is_summed]
    whole = export.with_sums(whole, summed, declared, lambda id_, at: data.exported(id_, dict(at), chosen.as_of))
    shown = export.cut(whole, regions=regions, first=chosen.first, last=chosen.last)
    if chosen.newest is not None and len(periods := shown.axes[PERIOD]) > chosen.newest:
        shown = export.cut(shown, first=periods[-chosen.newest])
    return shown


def _require_few(chosen: Chosen, data: Data, most: int) -> None:
    """TooMuch where there would be more cells than are given at once, before any is read."""
    id_ = chosen.declared.id
    if not data.has(id_):
        return
    split = prod(len(chosen.slice.get(name, ())) or len(data.codes(id_, name)) for name in chosen.declared.dimensions)
    regions = len(chosen.regions) or len(data.codes(id_, REGION))
    known = [Period(text).ordinal for text in data.codes(id_, PERIOD)]
    first = Period(chosen.first).ordinal if chosen.first else known[0]
    last = Period(chosen.last).ordinal if chosen.last else known[-1]
    periods = max(min(last, known[-1]) - max(first, known[0]) + 1, 0)
    cells = split * regions * min(periods, chosen.newest or periods)
    if cells > most:
        raise TooMuch(
            f"{cells} cells are asked for, at most {most} are given: choose fewer places, periods or values",
            f"Frågan gäller {cells} uppgifter, och högst {most} ges på en gång. Välj färre platser med region, "
            "en kortare tid med fran och till, eller färre värden.",
        )


def _slice(declared: Indicator, query: _DataQuery, data: Data) -> dict[str, tuple[str, ...]]:
    """Codes per dimension: those asked for, else the default one; a dimension wanted whole is left out."""
    said = {name: text for name, text in query.model_dump().items() if text and name in (*DIMENSIONS, *_PAGE_WORDS)}
    wanted: dict[str, str | Sequence[str] | EllipsisType] = {}
    for word, text in said.items():
        for dimension, values in _meant(declared, word, _asking.values(text), data):
            wanted.setdefault(dimension, ... if ALL in values else values)
    chosen = resolving.chosen_slice(declared, data.edition, wanted)
    return {name: (codes,) if isinstance(codes, str) else tuple(codes) for name, codes in chosen.items()}


def _meant(declared: Indicator, word: str, values: tuple[str, ...], data: Data) -> list[tuple[str, tuple[str, ...]]]:
    """The dimensions a word means, with its values: its own, or those of the measure that pages choose by the word."""
    if word in DIMENSIONS and word in declared.dimensions:
        return [(word, values)]
    shown_as = [value for value in values if word == MEASURE and value in ways.by_word()]
    if shown_as:
        raise UsageError(
            f"{shown_as[0]} is a way of showing; here figures are as published: leave matt out",
            f"”{shown_as[0]}” är ett sätt att visa. Här ges siffrorna som de är publicerade: ta bort ordet matt.",
        )
    own = [name for name in declared.dimensions if DIMENSIONS[name].url_parameter == word]
    if len(own) < 2:
        return [(own[0] if own else word, values)]
    found: dict[str, list[str]] = {}
    for value in values:
        fitting = [name for name in own if value in {one.url_word for one in DIMENSIONS[name].values}]
        if not fitting:
            raise UsageError(
                f"{word}={value} is none of {', '.join(own)}: write the dimension's name",
                f"”{value}” går inte att förstå här. Skriv vilken uppdelning: {', '.join(own)}.",
            )
        found.setdefault(fitting[0], []).append(value)
    return [(name, tuple(codes)) for name, codes in found.items()]


def _file_name(chosen: Chosen, form: str) -> str:
    """``arbetsloshet_2321_2024-01_2026-08.csv``: what it holds."""
    regions = "-".join(map(_in_file_name, chosen.regions)) if 0 < len(chosen.regions) <= 4 else ""
    window = [chosen.first or "", chosen.last or ""]
    day = f"per-{chosen.as_of}" if chosen.as_of else ""
    return "_".join(filter(None, (chosen.declared.slug, regions, *window, day))) + f".{form}"


def _in_file_name(code: str) -> str:
    """A code; of municipalities put together what they are called, in letters that any file's name may have."""
    place = places.place(code)
    return file_word(place.name) if place.is_own_area else code


RESOURCES = (
    Resource(
        address="/data/<slug>",
        title_sv="Siffror",
        tells_sv="Ett måtts siffror. Varje uppgift har koder och namn, status, källa, tabell, när den gavs ut och när "
        "den hämtades. En uppgift som saknas är aldrig noll: status säger varför den saknas. Det som döljs på sidorna "
        "döljs också här. För områden läggs kommunernas antal ihop, och andelar är summan av täljarna delad med summan "
        "av nämnarna; det som inte går att räkna samman säger varför.",
        answer=answer,
        model=Dataset,
        query=DataQuery,
        others=tuple(_MIMETYPES.values()),
        words_sv={"slug": "Måttets ord i adresser, id eller namn: arbetsloshet."},
        examples=(
            "/data/arbetsloshet?region=2321,23,00&fran=2024-01",
            "/data/arbetsloshet?region=kommunerna&senaste=1&format=csv",
            "/data/arbetsloshet?region=kommunerna&senaste=1&format=csv&dialekt=svensk",
            "/data/arbetsloshet?region=2321,23&fran=2024&format=xlsx",
            "/data/arbetsloshet?region=2321&sex=women,men&senaste=12&format=parquet",
        ),
        order=1,
    ),
)
