"""Länspuls in a notebook or script: the fetched figures as pandas frames.

    from lanspuls import read

    rates = read("arbetslöshet", "Åre", "länet", "riket", since="2020-01")
    known_in_may = read("arbetslöshet", "Åre", as_of="2026-05-01")
    by_sex = read("arbetslöshet", "kommunerna", kön=["kvinnor", "män"])

Nothing is fetched here: figures come from the data folder that ``lanspuls fetch`` (or ``lanspuls demo``) has filled.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import EllipsisType

import pandas as pd
import pyarrow as pa

from loaders import catalogue, export
from loaders.ground import clock, names
from loaders.ground import places as known_places
from loaders.ground.declarations import Grain, Indicator, Level
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.vocabulary import DIMENSIONS, KPI, label_sv
from loaders.settings import Settings, load_settings
from loaders.store import Store, kolada_titles

__all__ = ["indicators", "places", "read"]

COUNTY, MUNICIPALITIES = "länet", "kommunerna"
"""Words for the county of the settings and for its municipalities."""
_LEVELS_SV = {Level.NATION: "riket", Level.COUNTY: "län", Level.MUNICIPALITY: "kommuner"}


def read(
    indicator: str,
    *places: str,
    since: str | int | None = None,
    until: str | int | None = None,
    as_of: date | str | None = None,
    data: Path | str | None = None,
    **chosen: str | Sequence[str] | EllipsisType,
) -> pd.DataFrame:
    """One indicator's figures, a row for each place and period, as they may be shown: what exports hide is hidden here.

    indicator: its id, URL word, title or short title (``unemployment_rate``, ``arbetslöshet``).
    places: any number of names or codes (``Åre``, ``2321``, ``riket``), *länet* for the county of the settings and
        *kommunerna* for its municipalities. None means all places there are, as in ``lanspuls export``.
    since, until: first and last period, both included, in the indicator's grain: 2020-01, 2020-Q1 or 2020. A year will
        do for any grain.
    as_of: the state known at the end of that day in Sweden; without it the newest.
    data: the data folder; without it that of the settings (``lanspuls.toml``, ``LANSPULS_DATA``).
    chosen: values of the indicator's own dimensions by code or Swedish word, one or several, or ``...`` for all:
        ``sex="women"``, ``kön=["kvinnor", "män"]``, ``ålder=...``. A dimension not named has its default value.

    Case, accents and hyphens do not matter. Rows are sorted by own dimensions, region code and period. The columns:

    ==================================  ===================  ===========================================================
    period                              str                  ``2026-05``, ``2026-Q2`` or ``2026``; text, as everywhere:
                                                             ``pd.PeriodIndex(frame["period"], freq="M")`` can reckon
    region_code, region                 str                  ``2321`` and ``Åre``
    <dimension>, <dimension>_name       str                  code and Swedish word of each own dimension: ``women``,
                                                             ``kvinnor``
    value                               float64              NaN where there is no number; a zero is a number
    unit                                str                  ``procent av arbetskraften``
    status                              str                  "" for an ordinary value, else one of ``Status``
                                                             (loaders/ground/enums.py). Why there is no number:
                                                             suppressed, missing, not_published,
                                                             not_applicable or withdrawn
    indicator, publisher, table         str                  where it comes from; a made-up table's id ends in DEMODATA
    published, fetched                  datetime64[us, UTC]  published is NaT where the publisher states no moment
    synthetic                           bool                 whether the figures are made up
    ==================================  ===================  ===========================================================

    Raises UsageError for what is not understood, with the nearest name, and NothingPublishedYet where nothing is stored
    or nothing was known by ``as_of``; ``message_sv`` of both is Swedish.
    """
    declared = catalogue.find_indicator(indicator)
    settings = _settings(data)
    store = _filled_store(settings)
    regions = tuple(dict.fromkeys(code for place in places for code in _codes(place, settings.county)))
    for code in regions:
        _require_level(declared, code)
    rows = export.table(
        store,
        declared.id,
        regions=regions,
        first=_period(since, declared.grain, first=True),
        last=_period(until, declared.grain, first=False),
        as_of=clock.read_day(as_of) if isinstance(as_of, str) else as_of,
        chosen=_slice(declared, store, chosen),
    )
    return _frame(rows, declared, settings, synthetic=bool(store.synthetic))


def indicators(data: Path | str | None = None) -> pd.DataFrame:
    """Every indicator that can be read, those with a page first and in their reading order.

    Columns: id, slug, title, unit, grain (month, quarter or year), dimensions (separated by spaces) and newest_period
    (empty where nothing is stored), all str; supporting (bool): stored to reckon others from, without a page.
    """
    store = Store(_settings(data).store_dir)
    stored = set(store.indicators())
    supporting = (declared for declared in catalogue.CATALOGUE.values() if declared.supporting)
    rows = [
        {
            "id": declared.id,
            "slug": declared.slug,
            "title": declared.title_sv,
            "unit": declared.unit_sv,
            "grain": declared.grain.value,
            "dimensions": " ".join(declared.dimensions),
            "newest_period": store.codes(declared.id)[PERIOD][-1] if declared.id in stored else "",
            "supporting": declared.supporting,
        }
        for declared in (*catalogue.shown(), *supporting)
    ]
    return pd.DataFrame(rows)


def places() -> pd.DataFrame:
    """Riket, the 21 counties and the 290 municipalities in code order.

    Columns, all str: region_code, region (Åre), full_name (Åre kommun), level (riket, län or kommun) and county (its
    code; empty for riket).
    """
    rows = [
        {
            "region_code": place.code,
            "region": place.name,
            "full_name": place.full_name,
            "level": place.level.value,
            "county": place.county,
        }
        for place in known_places.all_places().values()
    ]
    return pd.DataFrame(rows)


def _settings(data: Path | str | None) -> Settings:
    settings = load_settings()
    return settings if data is None else replace(settings, data=Path(data))


def _filled_store(settings: Settings) -> Store:
    store = Store(settings.store_dir)
    if store.synthetic is None:
        raise NothingPublishedYet(
            f"there are no figures in {settings.data}: run `lanspuls fetch` there, or say data=… for another folder"
        )
    return store


def _codes(written: str, county: str) -> tuple[str, ...]:
    if not isinstance(written, str):
        raise UsageError(
            f"{written!r} is no text; write places as texts one after another: 'Åre', '2321', 'riket'",
            f"{written!r} är ingen text. Skriv platserna som texter efter varandra: ”Åre”, ”2321”, ”riket”.",
        )
    if names.fold(written) == names.fold(COUNTY):
        return (county,)
    if names.fold(written) == names.fold(MUNICIPALITIES):
        return tuple(place.code for place in known_places.municipalities(county))
    return (known_places.find_place(written).code,)


def _require_level(declared: Indicator, code: str) -> None:
    place = known_places.place(code)
    if place.level not in declared.levels:
        there = [_LEVELS_SV[level] for level in declared.levels]
        raise UsageError(
            f"{declared.id} has no figures for {place.full_name}, only for the level {', '.join(declared.levels)}",
            f"{declared.short_title_sv} finns inte för {place.full_name}, bara för {' och '.join(there)}.",
        )


def _period(written: str | int | None, grain: Grain, *, first: bool) -> str | None:
    """A first or last period as its text; a year stands for its first or last part."""
    if written is None:
        return None
    period = Period(str(written))
    if period.grain is Grain.YEAR:
        return Period.of(period.year, 1 if first else PARTS_PER_YEAR[grain], grain)
    return period


def _slice(
    declared: Indicator, store: Store, chosen: dict[str, str | Sequence[str] | EllipsisType]
) -> dict[str, str | Sequence[str]]:
    """Codes per dimension: the chosen ones for those named, the default for the others; none where all are wanted."""
    wanted: dict[str, str | Sequence[str]] = dict(declared.default_slice)
    named: dict[str, str] = {}
    for written, values in chosen.items():
        dimension = _dimension(declared, written)
        if dimension in named:
            raise UsageError(
                f"'{named[dimension]}' and '{written}' choose the same dimension; write one of them",
                f"”{named[dimension]}” och ”{written}” väljer samma sak. Skriv bara det ena.",
            )
        named[dimension] = written
        if isinstance(values, EllipsisType):
            del wanted[dimension]
            continue
        known = store.codes(declared.id)[dimension]
        each = (values,) if isinstance(values, str) else values
        wanted[dimension] = tuple(dict.fromkeys(_value(dimension, value, known) for value in each))
    return wanted


def _dimension(declared: Indicator, written: str) -> str:
    called = [
        (name, dimension) for dimension in declared.dimensions for name in (dimension, DIMENSIONS[dimension].label_sv)
    ]
    found = names.find(written, called)
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{name} ({DIMENSIONS[name].label_sv.lower()})" for name in declared.dimensions)
    raise UsageError(
        f"{declared.id} is not divided by '{written}'; it has {there or 'no dimensions'}",
        f"{declared.short_title_sv} delas inte upp efter ”{written}”. Det finns: {there or 'inga uppdelningar'}.",
    )


def _value(dimension: str, written: str, known: Sequence[str]) -> str:
    words = {value.code: value.url_word for value in DIMENSIONS[dimension].values}
    called = [(name, code) for code in known for name in (code, label_sv(dimension, code), words.get(code, code))]
    found = names.find(written, called)
    if len(found) == 1:
        return found[0]
    near = names.nearest(written, (name for name, _ in called))
    hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
    hint_sv = f"Menade du ”{near}”?" if near else f"Det finns: {', '.join(label_sv(dimension, c) for c in known)}."
    raise UsageError(
        f"there is no {dimension} '{written}'; {hint}",
        f"{DIMENSIONS[dimension].label_sv} ”{written}” finns inte. {hint_sv}",
    )


def _frame(rows: pa.Table, declared: Indicator, settings: Settings, *, synthetic: bool) -> pd.DataFrame:
    columns = {
        PERIOD: rows[PERIOD],
        REGION: rows[REGION],
        "region": _renamed(rows[REGION], lambda code: known_places.place(code).name),
    }
    for dimension in declared.dimensions:
        columns[dimension] = rows[dimension]
        columns[f"{dimension}_name"] = _renamed(rows[dimension], _labels(dimension, declared, settings))
    columns |= {"value": rows["value"], "unit": pa.repeat(declared.unit_sv, rows.num_rows), "status": rows["status"]}
    columns |= {
        "indicator": pa.repeat(declared.id, rows.num_rows),
        "publisher": pa.repeat(declared.publisher_sv, rows.num_rows),
        **{name: rows[name] for name in ("table", "published", "fetched")},
        "synthetic": pa.repeat(pa.scalar(synthetic), rows.num_rows),
    }
    plain = {n: c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for n, c in columns.items()}
    frame: pd.DataFrame = pa.table(plain).to_pandas()
    return frame


def _labels(dimension: str, declared: Indicator, settings: Settings) -> Callable[[str], str]:
    """What says a code of a dimension in Swedish."""
    if dimension != KPI.name:
        return lambda code: label_sv(dimension, code)
    titles = {id_: kpi.title for table in declared.tables for id_, kpi in kolada_titles.labels(settings, table).items()}
    return lambda code: titles.get(code, code)


def _renamed(codes: pa.ChunkedArray, name_of: Callable[[str], str]) -> pa.Array:
    """A dictionary-encoded column of codes as one of names."""
    array = codes.combine_chunks()
    return pa.DictionaryArray.from_arrays(
        array.indices, pa.array(map(name_of, array.dictionary.to_pylist()), pa.string())
    )
