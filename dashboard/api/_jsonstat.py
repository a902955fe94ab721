"""A panel as a JSON-stat 2.0 dataset: what PxWeb's clients and statistical packages read."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson

from dashboard.model import DEMODATA
from dashboard.words import source_names, swedish
from dashboard.words.kinds import beside
from loaders.export.naming import Titles, labels
from loaders.ground import clock, places
from loaders.ground.declarations import Indicator, Status
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUSES, Panel, Publication
from loaders.ground.vocabulary import DIMENSIONS

METRIC = "indicator"
"""The dimension of one value that holds the measure with its unit."""


def dataset(shown: Panel, declared: Indicator, titles: Titles, *, synthetic: bool) -> bytes:
    """The dataset of a panel: dimensions indicator, the measure's own, region_code and period, values row by row.

    ``status`` has each cell's word where it has one, of values that are there (preliminary) and of those that are not
    (missing, suppressed, …); ``extension.status`` says them in Swedish. A cell no publication has held, of a place
    without figures, is not_published. ``extension.publication`` gives each cell's place among
    ``extension.publications``, null where none has held it.
    """
    order = [name for name in shown.axes if name not in (REGION, PERIOD)]
    axes = {METRIC: (declared.id,), **{name: tuple(map(str, shown.axes[name])) for name in (*order, REGION, PERIOD)}}
    status = _status(shown)
    used = list(dict.fromkeys(status.values()))
    behind, publication = _publications(shown)
    updated = max((one.published for one in behind if one.is_stated), default=None)
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": f"{declared.title_sv}, {declared.unit_sv}",
        "source": source_of(shown, declared, synthetic=synthetic),
        "id": list(axes),
        "size": [len(codes) for codes in axes.values()],
        "role": {"time": [PERIOD], "geo": [REGION], "metric": [METRIC]},
        "dimension": {name: _dimension(name, codes, declared, titles) for name, codes in axes.items()},
        "value": shown.values.ravel().tolist(),
        "note": [*_notes(declared, synthetic=synthetic), *beside.sums_told(axes[REGION])],
        "extension": {
            "synthetic": synthetic,
            "terms": declared.terms_sv,
            "status": {word: swedish.STATUS_WORDS[Status(word)] for word in used},
            "publications": [_publication(one) for one in behind],
            "publication": publication,
        },
    }
    if updated is not None:
        told["updated"] = clock.to_text(updated)
    if status:
        told["status"] = status
    return orjson.dumps(told)  # which writes what is no number as null


def _status(shown: Panel) -> dict[str, str]:
    """Cell's position as text → its status; ordinary values are left out."""
    codes = shown.status.ravel()
    words = {n: status.value for n, status in enumerate(STATUSES) if status is not Status.EMPTY}
    words[NO_ROW] = Status.NOT_PUBLISHED.value
    return {str(at): words[int(codes[at])] for at in np.flatnonzero(np.isin(codes, list(words))).tolist()}


def _dimension(name: str, codes: tuple[str, ...], declared: Indicator, titles: Titles) -> Mapping[str, Any]:
    category: dict[str, Any] = {"index": {code: n for n, code in enumerate(codes)}}
    if name == METRIC:
        category["label"] = {declared.id: declared.title_sv}
        category["unit"] = {declared.id: {"base": declared.unit_sv, "decimals": declared.decimals}}
        return {"label": "Mått", "category": category}
    if name == PERIOD:
        return {"label": "Period", "category": category | {"label": {code: code for code in codes}}}
    if name == REGION:
        return {"label": "Plats", "category": category | {"label": {c: places.place(c).name for c in codes}}}
    called = labels(name, declared, titles)
    return {"label": DIMENSIONS[name].label_sv, "category": category | {"label": {c: called(c) for c in codes}}}


def _publications(shown: Panel) -> tuple[tuple[Publication, ...], list[int | None]]:
    """The publications behind the cells, oldest first, and each cell's place among them."""
    number = shown.stored_publication.ravel()
    used = [n for n in np.unique(number).tolist() if n >= 0]
    place = {n: at for at, n in enumerate(used)}
    return tuple(shown.publications[n] for n in used), [place.get(n) for n in number.tolist()]


def _publication(one: Publication) -> dict[str, Any]:
    return {
        "table": one.table,
        "published": clock.to_text(one.published) if one.is_stated else None,
        "fetched": clock.to_text(one.fetched),
        "synthetic": one.synthetic,
    }


def source_of(shown: Panel, declared: Indicator, *, synthetic: bool) -> str:
    """``SCB, tabell TAB6260.``: who published what is shown, in which tables, and DEMODATA of what is made up."""
    tables = dict.fromkeys(one.table for one in _publications(shown)[0])
    name = source_names.source_name(declared.publisher_sv, tuple(tables))
    return f"{name}. {DEMODATA}." if synthetic else name


def _notes(declared: Indicator, *, synthetic: bool) -> list[str]:
    breaks = [f"Brott från {swedish.period_name(one.period)}: {one.reason_sv}" for one in declared.breaks]
    made_up = [f"{DEMODATA}: siffrorna är påhittade."] if synthetic else []
    return [*made_up, declared.definition_sv, *filter(None, (declared.caveat_sv,)), *breaks]
