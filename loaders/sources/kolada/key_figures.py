"""Rows of Kolada's answers to panels, and what is refused of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import orjson

from loaders.ground import places
from loaders.ground.declarations import FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.publishers import publisher
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Found, Part, misfit_of
from loaders.store import Scope, kolada_titles

BOTH_SEXES = "T"
NO_FIGURE = "uppgift saknas"
"""Symbol of a cell for which Kolada has no row."""
MOST_IDS = 25
"""At most so many ids in a part of a path."""


def values_of(body: bytes, where: str) -> list[dict[str, Any]]:
    """The list ``values`` of an answer."""
    try:
        said = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise SourceChanged(
            f"{where}: not JSON ({error}). Save the answer itself, not the page that shows it."
        ) from error
    rows = said.get("values") if isinstance(said, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        there = ", ".join(said) if isinstance(said, dict) else type(said).__name__
        raise SourceChanged(f"{where}: the answer has no list 'values'. It has: {there or 'nothing'}")
    return rows


Row = tuple[str, str, str, float | None, str]
"""KPI, region id as Kolada writes it, year, value, status text."""


def figures(values: Iterable[dict[str, Any]], where: str) -> list[Row]:
    """The figures for both sexes that are not deleted, groups of places and organisational units left out."""
    rows: list[Row] = []
    for row in values:
        try:
            kpi, region, year = str(row["kpi"]), str(row["municipality"]), str(row["period"])
            kept = [one for one in row["values"] if one["gender"] == BOTH_SEXES and not one.get("isdeleted")]
            read = [(one["value"], str(one.get("status") or "")) for one in kept]
        except (KeyError, TypeError) as error:
            raise SourceChanged(f"kolada: {where}: a row lacks {error}. It has: {', '.join(row)}") from error
        if not re.fullmatch(r"\d{4}", year):
            raise SourceChanged(f"kolada: {where}: period '{year}' is not a year")
        if not re.fullmatch(r"\d{4}", region):
            continue
        for value, status in read:
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise SourceChanged(f"kolada: {where}: {kpi} {region} {year} is {value!r}, and must be a number")
            rows.append((kpi, region, year, value, status))
    return rows


def _code(region: str) -> str:
    """Our code of a place: Kolada's first two zeros of riket and the counties are padding."""
    return region[2:] if region.startswith("00") else region


def of_known_places(rows: Sequence[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """The rows of Swedish places, and the ids no place here has, which are left out: others are none the worse.

    Kolada keeps ids of municipalities that are no more. SourceChanged if no id is known.
    """
    known = places.all_places()
    kept = [row for row in rows if _code(row[1]) in known]
    strangers = tuple(sorted({row[1] for row in rows} - {row[1] for row in kept}))
    if strangers and not kept:
        raise SourceChanged(
            f"kolada: no Swedish place has id {', '.join(strangers[:12])}, and there are no others; the ids have "
            "changed. Nothing was stored"
        )
    return kept, strangers


def kpis_in(body: bytes) -> set[str]:
    """KPIs that an answer has figures of, or describes; none where it is no such answer."""
    try:
        values = values_of(body, "kolada")
    except SourceChanged:
        return set()
    return {str(row.get("id") if "title" in row else row.get("kpi")) for row in values}


def refuse_undescribed(lacking: set[str], names: Sequence[str]) -> None:
    """What a figure means, its title tells: figures whose title was not read are not taken, whoever gave them."""
    if lacking:
        ids = ",".join(sorted(lacking)[:MOST_IDS])
        raise SourceChanged(
            f"kolada: {', '.join(names)}: what {ids} is called was not read, so nobody can tell what it counts or in "
            f"which unit. Nothing was stored. Save the answer of {publisher('kolada').default_url}/kpi/{ids} too and "
            "give both files in one command"
        )


def refuse_strangers(query: FileQuery, known: Mapping[str, kolada_titles.Kpi], members: set[str]) -> None:
    """SourceChanged if figures were read of KPIs that nothing tells are members of the set."""
    strangers = sorted(set(known) - members)
    if strangers:
        raise SourceChanged(
            f"kolada: nothing tells that {', '.join(strangers[:12])} belongs to '{query.options['set']}'. Nothing was "
            f"stored. Save the answer of {publisher('kolada').default_url}/kpi_groups?title={query.options['set']} too "
            "and give all files in one command"
        )


def verified(query: FileQuery, known: Mapping[str, kolada_titles.Kpi]) -> Found:
    """The KPI's title beside the declared one: an id that means something else now is not taken."""
    id_, wanted = query.options["kpi"], query.options["title"]
    if id_ not in known:
        raise SourceChanged(f"kolada: nothing was read on {id_}: neither its title nor figures. Nothing was stored")
    title = known[id_].title
    if re.search(wanted, title, re.IGNORECASE) is None:
        misfits = misfit_of(query, Role.LABEL, wanted, {id_: title}, variable="kpi", ours=id_)
        raise SourceChanged(
            f"kolada: {id_} is called '{title}', which is not /{wanted}/, as declared with its unit. If it is the same "
            "measure, say so in the declaration.",
            misfits,
        )
    return Found("kpi", "", id_, id_, title, verified=True)


def _add(cells: Cells, row: Row, **where: str) -> None:
    _, region, year, value, status = row
    if value is None:
        hidden = re.search(r"priv|sekret|skydd|conf", status, re.IGNORECASE)
        reason = Status.SUPPRESSED if hidden else Status.MISSING
        cells.add(_code(region), year, None, reason, status or NO_FIGURE, where=where)
    else:
        cells.add(_code(region), year, value, where=where)


def of_one_kpi(indicator: Indicator, query: FileQuery, rows: Iterable[Row]) -> Part:
    """One KPI's rows of every place and year; SourceChanged for a year without rows between others."""
    cells = Cells(indicator, query)
    years = set()
    for row in rows:
        if row[0] == query.options["kpi"]:
            _add(cells, row)
            years |= {row[2]} if row[2] >= (query.since or "") else set()
    _refuse_gone(indicator, set(_span(years)) - years)
    return Part(indicator=indicator, query=query, panel=cells.panel())


def _span(years: Iterable[str]) -> list[str]:
    """The first to the last year, unbroken."""
    held = sorted(years)
    return [str(year) for year in range(int(held[0]), int(held[-1]) + 1)] if held else []


def _refuse_gone(indicator: Indicator, gone: Iterable[str]) -> None:
    if gone := sorted(gone):
        raise SourceChanged(
            f"{indicator.id}: kolada has no row for {', '.join(gone[:6])}, though it has for years before and after. "
            "Nothing was stored; look at the key figure in Kolada"
        )


def of_set(
    indicator: Indicator, query: FileQuery, rows: Sequence[Row], asked: tuple[str, ...], stored: Panel | None
) -> Part:
    """Every KPI met, for the places met; what has no row is said to be missing, unless a whole year that is stored."""
    cells = Cells(indicator, query)
    for row in rows:
        _add(cells, row, kpi=row[0])
    since = query.since or ""
    held = {(kpi, _code(region), year) for kpi, region, year, _, _ in rows if year >= since}
    if not held:
        raise SourceChanged(f"{indicator.id}: kolada has no figure for both sexes since {since}")
    met = {code for _, code, _ in held}
    regions = tuple(code for code in places.all_places() if code in met)
    met_years = {year for _, _, year in held}
    span = _span(met_years)
    _refuse_gone(indicator, _with_figures(stored) & (set(span) - met_years))
    for kpi in {kpi for kpi, _, _ in held}:
        for code in regions:
            for year in span:
                if (kpi, code, year) not in held:
                    cells.add(code, year, None, Status.MISSING, NO_FIGURE, where={"kpi": kpi})
    panel = cells.panel(regions=regions)
    kpi_codes = tuple(sorted({*panel.axes["kpi"], *asked}))  # one that left the set was not asked for, so not withdrawn
    scope = Scope({"kpi": kpi_codes, REGION: regions}, span[0], span[-1])
    return Part(indicator=indicator, query=query, panel=panel, scope=scope)


def _with_figures(stored: Panel | None) -> set[str]:
    """Years of which something is stored."""
    if stored is None:
        return set()
    known = ~np.isnan(stored.values).all(axis=tuple(range(stored.values.ndim - 1)))
    return {stored.axes[PERIOD][n] for n in np.flatnonzero(known)}
