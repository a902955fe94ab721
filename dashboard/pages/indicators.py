"""Indikatorer: every indicator with its definition, by topic."""

from itertools import groupby

from dash import html

from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind, key_figures, workbench
from dashboard.pages._parts import heading_id, jumps, page_link
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from loaders import catalogue

KEY_FIGURES, INDUSTRIES = "Nyckeltal", "Branscher"


def page(asked: Asked) -> Page:
    """Every indicator with its definition, by topic."""
    selection, data = asked.selection, asked.data
    topics = []
    known = list(dict.fromkeys(indicator.topic for indicator in catalogue.shown()))
    in_order = sorted(catalogue.shown(), key=lambda indicator: known.index(indicator.topic))
    for topic, group in groupby(in_order, key=lambda indicator: indicator.topic):
        entries = []
        for indicator in group:
            address = link(Selection(indicator=indicator.id, region=selection.region), home=data.county)
            entries += [html.Dt(page_link(indicator.title_sv, address)), html.Dd(indicator.definition_sv)]
        topics.append(html.Section([html.H2(topic, id=heading_id(topic)), html.Dl(entries, className="lista")]))
    topics += [_key_figures(selection, data), _industries(selection, data)]
    return Page(
        title="Indikatorer",
        body=[
            html.H1("Indikatorer", tabIndex="-1"),
            html.P("Måtten som följs, med vad vart och ett visar.", className="ingress"),
            jumps([(topic, heading_id(topic)) for topic in (*known, KEY_FIGURES, INDUSTRIES)]),
            html.Div(topics, className="text"),
        ],
    )


def _key_figures(selection: Selection, data: Data) -> html.Section:
    """The way to the page of key figures, which are many and none of them a measure of ours."""
    address = key_figures.PAGE.link(home=data.county, region=selection.region)
    sets = swedish.listing(catalogue.indicator(id_).short_title_sv for id_ in key_figures.SETS)
    told = f"{sets}: nyckeltal som de står i Kolada, var och en med sin enhet och sitt år."
    entry = [html.Dt(page_link("Nyckeltal ur Kolada", address)), html.Dd(told)]
    return html.Section([html.H2(KEY_FIGURES, id=heading_id(KEY_FIGURES)), html.Dl(entry, className="lista")])


def _industries(selection: Selection, data: Data) -> html.Section:
    """The way to the page where industries are turned on and off."""
    address = workbench.PAGE.link(home=data.county, region=selection.region)
    told = "Vilka SNI-koder räknas som cirkulära? Slå koder av och på, och se vad andelen blir i varje kommun."
    entry = [html.Dt(page_link("SNI-verkstaden", address)), html.Dd(told)]
    return html.Section([html.H2(INDUSTRIES, id=heading_id(INDUSTRIES)), html.Dl(entry, className="lista")])


PAGE = PageKind(
    address="/indikatorer",
    menu_sv="Indikatorer",
    order=20,
    of_a_place=True,
    make=page,
    synonyms=("alla mått", "mått", "lista", "definitioner"),
)
