"""Nyckeltal: the sets of key figures from Kolada as they stand, each with its own title, unit and year. No words."""

import math
import re
from collections.abc import Mapping, Sequence

from dash import html

from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.model import Column, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import (
    folded_on_phones,
    for_keeper,
    heading_id,
    home_only_sv,
    jumps,
    place_buttons,
    scrolling,
)
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Status
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.panel import PERIOD, REGION, STATUSES, Panel
from loaders.store.kolada_titles import Kpi

SETS = ("agenda2030", "brp_plus")
DIMENSION = "kpi"


def page(asked: Asked) -> Page:
    """Both sets for the chosen place, beside its county and riket in the same year."""
    selection, data = asked.selection, asked.data
    chosen = places.place(selection.region)
    if chosen.is_summed:
        chosen = places.place(chosen.county or data.county)
    return Page(
        title="Nyckeltal",
        body=[
            _places(chosen.code, selection, data),
            html.H1("Nyckeltal", tabIndex="-1"),
            html.P(
                f"Nyckeltal ur Kolada för {chosen.full_name}. Varje nyckeltal har sin egen enhet och sitt eget år, "
                "och visas utan omdömen.",
                className="ingress",
            ),
            jumps([(name, heading_id(name)) for name in (catalogue.indicator(id_).short_title_sv for id_ in SETS)]),
            html.Div(
                [_section(catalogue.indicator(id_), chosen.code, selection, data) for id_ in SETS], className="text"
            ),
        ],
        region=chosen.code,
    )


def _places(chosen: str, selection: Selection, data: Data) -> html.Nav:
    """The places there are figures for: the home county, its municipalities, riket."""
    row = (places.place(data.county), *places.inside(data.county), places.place(places.NATION))
    links = [(place, PAGE.link(home=data.county, region=place.code, as_of=selection.as_of)) for place in row]
    return place_buttons(links, chosen)


def _section(declared: Indicator, region: str, selection: Selection, data: Data) -> html.Section:
    heading = html.H2(declared.short_title_sv, id=heading_id(declared.short_title_sv))
    try:
        panel = data.panel(declared.id, selection.as_of)
        origin = data.origin(declared.id, selection.as_of)
    except NothingPublishedYet:
        told = for_keeper(f"kör lanspuls fetch {declared.id}.")
        return html.Section([heading, html.P("Inga nyckeltal är hämtade."), told])
    except StoreDamaged as error:
        return html.Section([heading, html.P(error.message_sv)])
    content = key_figures(declared, panel, data.titles(declared.tables[0]), region)
    source = (
        f"{declared.terms_sv}. Hämtad {swedish.date_text(origin.fetched)}.{' DEMODATA.' if origin.synthetic else ''}"
    )
    name = declared.short_title_sv
    return html.Section(
        [
            heading,
            html.P(declared.definition_sv),
            folded_on_phones(
                f"Visa {len(content.rows)} nyckeltal", f"om {name}", scrolling(table_html(content, stacked=True), name)
            ),
            html.P(declared.caveat_sv),
            html.P(f"{home_only_sv(data.county)} {source}"),
        ]
    )


def key_figures(declared: Indicator, panel: Panel, titles: Mapping[str, Kpi], region: str) -> Table:
    """A row per KPI in order of title: unit, newest year with a figure for the place, and that year's figures.

    panel: axes kpi, region_code, period. A KPI without known title is called by its id.
    """
    place = places.place(region)
    beside = tuple(dict.fromkeys((region, place.county or places.NATION, places.NATION)))
    rows = []
    for kpi in sorted(panel.axes[DIMENSION], key=lambda id_: _in_order(titles[id_].title if id_ in titles else id_)):
        known = titles.get(kpi, Kpi(kpi, kpi))
        one = panel.take(**{DIMENSION: kpi})
        year = _newest(one, beside)
        if year:
            rows.append((known.title, known.unit, year, *_shown(one, beside, year)))
    heads = [swedish.capital(places.place(code).full_name) for code in beside]
    columns = (Column("Nyckeltal"), Column("Enhet"), Column("År"), *(Column(head, numeric=True) for head in heads))
    return Table(f"{declared.short_title_sv}, {place.full_name}", columns, tuple(rows))


def _in_order(title: str) -> str:
    """A title as it is sorted: numbers in it by size."""
    return re.sub(r"\d+", lambda number: number[0].zfill(9), title.lower())


def _newest(one: Panel, beside: Sequence[str]) -> str:
    """The newest year with a figure for the place itself, else for any of the places beside it; "" if none has."""
    for codes in (beside[:1], beside):
        held = tuple(code for code in codes if code in one.axes[REGION])
        years = [year for year in one.axes[PERIOD] if held and _any_value(one.take(region_code=held, period=year))]
        if years:
            return years[-1]
    return ""


def _any_value(some: Panel) -> bool:
    return any(not math.isnan(value) for value in some.values.flat)


def _shown(one: Panel, beside: Sequence[str], year: str) -> tuple[str, ...]:
    """The places' figures in a year, all with as many decimals."""
    found: list[tuple[float, Status]] = []
    for code in beside:
        if code in one.axes[REGION]:
            cell = one.take(**{REGION: code, PERIOD: year})
            number = int(cell.status)
            found.append((float(cell.values), STATUSES[number] if number < len(STATUSES) else Status.MISSING))
        else:
            found.append((math.nan, Status.MISSING))
    values = [value for value, _ in found if not math.isnan(value)]
    whole = all(float(value).is_integer() for value in values)
    decimals = 0 if whole else 2 if max(map(abs, values)) < 1 else 1
    return tuple(swedish.cell(value, status, decimals) for value, status in found)


PAGE = PageKind(
    address="/nyckeltal",
    synonyms=("Nyckeltal", "Kolada"),
    under="/indikatorer",
    of_a_place=True,
    make=page,
    examples=("/nyckeltal", "/nyckeltal?region={municipality}"),
)
