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

from loaders import catalogue, export
from loaders.export import asked
from loaders.ground import clock
from loaders.ground import places as known_places
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.panel import PERIOD
from loaders.ground.people.called_places import know_areas_of
from loaders.settings import Settings, load_settings
from loaders.settings.regions import folders_beside
from loaders.storage import Mirror, opened
from loaders.store import Store, kolada_titles

__all__ = ["indicators", "places", "read"]


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

    indicator: its id, URL word, title or short title (``unemployment_rate``, ``arbetslöshet``); of what one of several
        regions declares itself its id (``own_20_cyklar``).
    places: any number of names or codes (``Åre``, ``2321``, ``riket``), *länet* for the county of the settings and
        *kommunerna* for its municipalities. Also what the region calls several of them (``data/omraden.toml``) and
        ``2303+2305``, summed as on the pages. None means all places there are, as in ``lanspuls export``.
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
    settings = _settings(data)
    declared = catalogue.find_indicator(indicator)
    store = _filled_store(settings)
    regions = tuple(dict.fromkeys(code for place in places for code in asked.codes(place, settings.county)))
    for code in regions:
        asked.require_level(declared, code)
    rows = export.table(
        store,
        declared.id,
        regions=regions,
        first=asked.period(since, declared.grain, first=True),
        last=asked.period(until, declared.grain, first=False),
        as_of=clock.read_day(as_of) if isinstance(as_of, str) else as_of,
        chosen=asked.chosen_slice(declared, store, chosen),
    )
    frame: pd.DataFrame = export.named(rows, declared, _titles(settings), synthetic=bool(store.synthetic)).to_pandas()
    return frame


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
    """The settings, after the catalogue has the indicators that their data folder declares itself."""
    settings = load_settings()
    if data is not None:
        settings = replace(settings, data=Path(data))
    elif settings.remote:
        settings = replace(settings, data=_newest_copy(settings))
    know_areas_of(settings.data)
    catalogue.read_own(settings.data, settings.region, folders_beside(settings))
    return settings


def _newest_copy(settings: Settings) -> Path:
    """This machine's copy of what several machines share, as new as can be had; StoreError where there is none."""
    mirror = Mirror(opened(settings), settings.copy_dir)
    mirror.refresh()
    return mirror.folder


def _filled_store(settings: Settings) -> Store:
    store = Store(settings.store_dir)
    if store.synthetic is None:
        raise NothingPublishedYet(
            f"there are no figures in {settings.data}: run `lanspuls fetch` there, or say data=… for another folder"
        )
    return store


def _titles(settings: Settings) -> Callable[[str], dict[str, str]]:
    """What gives the titles of a table's key figures."""
    return lambda table: {id_: kpi.title for id_, kpi in kolada_titles.labels(settings, table).items()}
