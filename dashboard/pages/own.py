"""Deltagaruppgifter: the region's own and participants' figures, visibly apart from the statistics."""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import html

from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import alert, for_keeper, page_link, scrolling
from dashboard.views import participants
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders.own import Grade, Own
from loaders.own.history import Version

_BAR = {
    "height": "14px",
    "min-width": "2px",
    "border": "2px dashed var(--ljung)",
    "background": "var(--wash)",
}
_QUOTE = {
    "border-left": "4px dashed var(--ljung)",
    "padding": "2px 0 2px 16px",
    "margin": "12px 0",
    "max-width": "75ch",
}


def page(asked: Asked) -> Page:
    """Figures, quotations, own projections, and files that could not be read."""
    selection, data = asked.selection, asked.data
    as_of = selection.as_of
    found = data.own(as_of)
    sections = [
        section
        for section in (
            _figures(found),
            _quotations(found),
            _projections(found, data, as_of),
            _versions(data.own_versions(as_of)),
        )
        if section
    ]
    return Page(
        title="Deltagaruppgifter",
        body=[
            html.H1("Deltagaruppgifter", tabIndex="-1"),
            html.P(
                "Det här har deltagare och regionen själva uppgett. Det är inte officiell statistik, och talen ritas "
                "aldrig i samma diagram som den.",
                className="ingress",
            ),
            *_as_of(selection, data),
            *_problems(found),
            html.Div(sections or [_nothing()], className="text"),
        ],
        synthetic=found.synthetic,
    )


def _as_of(selection: Selection, data: Data) -> list[html.P]:
    if selection.as_of is None:
        return []
    address = PAGE.link(home=data.county, region=selection.region)
    told = f"Visar det som var inläst den {swedish.date_text(selection.as_of)}. "
    return [html.P([told, page_link("Visa det som är inläst nu", address), "."], className="per")]


def _problems(found: Own) -> list[dbc.Alert]:
    alerts = []
    if found.problems:
        told = [html.Li(participants.told(problem)) for problem in found.problems]
        lead = "En fil kunde inte läsas. Rätta den och ladda om sidan om en stund:"
        alerts.append(alert(html.P(lead), html.Ul(told)))
    if found.waiting:
        named = swedish.listing(found.waiting)
        alerts.append(alert(html.P(f"Ändringar i {named} är inte inlästa än. De läses in inom kort, eller av fetch.")))
    if unnamed := participants.unnamed(found):
        why = f"Här visas ingen person, bara organisation eller roll. Den framgår inte i {swedish.listing(unnamed)}."
        alerts.append(alert(html.P(f"{why} Lägg till organisation, till exempel organisation = ”Almi”.")))
    return alerts


def _figures(found: Own) -> html.Section | None:
    content = participants.figures_table(found)
    if not content.rows:
        return None
    grades = [html.Li(f"{grade.value}: {text}") for grade, text in participants.CAVEATS.items()]
    body = [
        html.H2("Tal"),
        scrolling(table_html(content, stacked=True), "Tal"),
        *_drawn(found),
        html.P("Graderna betyder:"),
        html.Ul(grades),
    ]
    return html.Section(body)


def _drawn(found: Own) -> list[html.Div]:
    """Bars of the same thing in the same unit; the numbers stand beside them as text."""
    made = []
    for (indicator, unit), rows in participants.bars(found).items():
        lines = [
            html.Div(
                [html.Div(f"{label}: {text}"), html.Div(style={**_BAR, "width": f"{100 * share:.1f}%"})],
                style={"margin": "8px 0", "max-width": "48ch"},
            )
            for label, text, share in rows
        ]
        made.append(
            html.Div(
                [
                    html.H3(indicator if indicator.casefold().startswith(unit.casefold()) else f"{indicator}, {unit}"),
                    *lines,
                ],
                style={"margin": "20px 0"},
            )
        )
    return made


def _quotations(found: Own) -> html.Section | None:
    said = [
        html.Blockquote(
            [
                html.P(participants.value(one)),
                html.P(f"{participants.about(one)}. {participants.origin(one)}, {one.grade.value}.", className="meta"),
            ],
            style=_QUOTE,
        )
        for one in found.figures
        if one.is_quotation
    ]
    if not said:
        return None
    told = "Utan ett tal att jämföra med går de inte att räkna på. De återges som de sades."
    return html.Section([html.H2("Citat"), html.P(told), *said])


def _projections(found: Own, data: Data, as_of: date | None) -> html.Section | None:
    if not found.projections:
        return None
    return html.Section(
        [
            html.H2("Egen prognos"),
            html.P(
                "Regionens egna prognoser över folkmängden, bredvid SCB:s framskrivning. En framskrivning visar vad "
                "som händer om de senaste årens mönster fortsätter; en prognos är vad den som gjort den tror ska hända."
            ),
            scrolling(table_html(participants.projections_table(found, data, as_of), stacked=True), "Egen prognos"),
        ]
    )


def _versions(versions: Sequence[Version]) -> html.Section | None:
    if not versions:
        return None
    told = (
        "Varje version av en fil sparas när den läses in. En uppgift som tas bort ur sin fil, eller vars fil tas bort, "
        "visas inte längre, men finns kvar för den dag den gällde. En prognos står kvar som årgång tills filen säger "
        "utgår i stället för invånare."
    )
    return html.Section(
        [
            html.H2("Inlästa filer"),
            html.P(told),
            scrolling(table_html(participants.versions_table(versions), stacked=True), "Inlästa filer"),
        ]
    )


def _nothing() -> html.Section:
    grades = swedish.listing((grade.value for grade in Grade), "eller")
    return html.Section(
        [
            html.H2("Inga uppgifter än"),
            html.P("När en organisation har lämnat en uppgift till mötet står den här."),
            for_keeper(
                "lägg en fil som slutar på .toml eller .xlsx i mappen own, bredvid mappen store. Varje uppgift anger "
                f"indikator, plats, period, värde, enhet, bas, vem, när och grad ({grades}). Av vem visas bara "
                "organisation eller roll, aldrig en person; den kan också skrivas för sig som organisation. Egna "
                "befolkningsprognoser läggs som CSV, med årgång, plats, år och invånare, i en fil med prognos i "
                "namnet. Det går också med lanspuls import own FIL."
            ),
        ]
    )


PAGE = PageKind(
    address="/uppgifter",
    menu_sv="Uppgifter",
    order=50,
    of_a_place=True,
    make=page,
    shows_files=True,
    synonyms=("egna uppgifter", "deltagarnas uppgifter", "företagens siffror"),
)
