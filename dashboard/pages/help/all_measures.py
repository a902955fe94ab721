"""Måtten: every measure of the catalogue with what it is, its source, when it comes, and from where a word is used."""

from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import folded_on_phones, heading_id, jumps, page_link
from dashboard.views.selection import Selection, link
from dashboard.words import source_names, swedish
from dashboard.words.published import edges_sv
from loaders import catalogue
from loaders.ground.declarations import Grain, Indicator

_ENDS = {Grain.MONTH: "månadens slut", Grain.QUARTER: "kvartalets slut", Grain.YEAR: "årets slut"}
_DAYS_TO_WEEKS = 21
"""From so many days weeks are told, and from twelve weeks months."""


def page(asked: Asked) -> Page:
    """Every measure, by topic."""
    data, region = asked.data, asked.selection.region
    known = list(dict.fromkeys(one.topic for one in catalogue.shown()))
    in_order = sorted(catalogue.shown(), key=lambda one: known.index(one.topic))
    sections = []
    for topic, group in groupby(in_order, key=lambda one: one.topic):
        parts: list[Component] = [html.H2(topic, id=heading_id(topic))]
        for one in group:
            address = link(Selection(indicator=one.id, region=region), home=data.county)
            parts += [
                html.H3(page_link(one.title_sv, address), id=one.slug),
                folded_on_phones("Vad det är", one.title_sv, _told(one)),
            ]
        sections.append(html.Section(parts))
    return Page(
        title="Måtten",
        body=[
            html.H1("Måtten", tabIndex="-1"),
            html.P("Vad varje mått är, varifrån det kommer, när, och när ett ord används om det.", className="ingress"),
            jumps([(topic, heading_id(topic)) for topic in known]),
            html.Div(sections, className="text"),
            html.P(page_link("All hjälp", "/hjalp"), className="meta"),
        ],
    )


def _told(one: Indicator) -> html.Dl:
    facts = [
        ("Vad det visar", one.definition_sv),
        ("Att tänka på", one.caveat_sv),
        ("Enhet", one.unit_sv),
        ("Källa", source_names.short_source_name(one.publisher_sv, one.tables)),
        ("När det kommer", when_sv(one)),
        ("Ord", edges_sv(one)),
    ]
    return html.Dl([part for name, text in facts if text for part in (html.Dt(name), html.Dd(text))], className="fakta")


def when_sv(one: Indicator) -> str:
    """How long after a period its figure comes, by the declared days."""
    end = _ENDS[one.grain]
    if one.release is None:
        return f"Oftast inom {_span(one.publication_lag_days)} efter {end}."
    if one.release.until <= 0:
        return f"Före {end}."
    return f"Oftast inom {_span(one.release.until)} efter {end}."


def _span(days: int) -> str:
    if days < _DAYS_TO_WEEKS:
        return f"{days} dagar" if days != 1 else "en dag"
    if days < 4 * _DAYS_TO_WEEKS:
        return f"{swedish.small_number(-(-days // 7))} veckor"
    return f"{swedish.small_number(-(-days * 12 // 365))} månader"


PAGE = PageKind(
    address="/hjalp/matten",
    under="/hjalp",
    of_a_place=True,
    make=page,
    synonyms=("Måtten", "vad betyder måttet", "definition", "när kommer siffrorna"),
)
