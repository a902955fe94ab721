"""What a visitor takes away of a comparison: its sentences with the address, links, each measure's data, sources."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.data.series import Data
from dashboard.model import DEMODATA
from dashboard.pages._actions import API, address_text, copied, panel
from dashboard.pages._parts import aria
from dashboard.views.beside.chosen import Chosen, address
from dashboard.views.beside.rows import Row
from dashboard.words import swedish
from loaders.ground import places

_FORMS = (("xlsx", "Excel"), ("csv", "CSV"))


def actions(chosen: Chosen, made: Sequence[Row], data: Data) -> Component:
    """The row of actions below the comparison."""
    live = address(chosen)
    day = chosen.as_of or data.today()
    pinned = address(replace(chosen, as_of=day))
    links = [("Alltid de senaste siffrorna", live), (f"Som de var kända {swedish.date_text(day)}", pinned)]
    told = [line for row in made if (line := sentence(row))]
    mark = [f"{DEMODATA}."] if data.synthetic else []
    panels = [
        (
            "Kopiera meningarna med länk",
            [copied("", html.Span([" ".join([*told, *mark, ""]), address_text(live, data)]), "meningarna")],
        ),
        (
            "Länk",
            [copied(name, address_text(href, data), "länken") for name, href in (links[1:] if chosen.as_of else links)],
        ),
        ("Ladda ner data", _files(chosen, made)),
        ("Citera", [copied("", html.Span(" ".join([*_sources(made), *mark])), "hänvisningen")]),
    ]
    return html.Div(
        [panel(name, content) for name, content in panels], className="handlingar", role="group", **aria("Ta med")
    )


def sentence(row: Row) -> str:
    """``Arbetslöshet, augusti 2026: Åre kommun 2,1 % och riket 4,8 %.`` Empty without a number.

    The period is that of the numbers, such as twelve months; where they are of several, each has its own.
    """
    there = [cell for cell in row.cells if cell.number]
    spans = dict.fromkeys(cell.period or row.period for cell in there)
    told = [
        f"{cell.place.full_name} {cell.number}" + (f" ({cell.period or row.period})" if len(spans) > 1 else "")
        for cell in there
    ]
    unit = "" if all(cell.number.endswith("%") for cell in there) else f" ({row.indicator.unit_sv})"
    when = f", {next(iter(spans))}" if len(spans) == 1 else ""
    return f"{row.title}{unit}{when}: {swedish.listing(told)}." if told else ""


def _files(chosen: Chosen, made: Sequence[Row]) -> list[Component]:
    """A workbook and a plain file for each measure, of the places; of an own area its municipalities."""
    codes = [part for code in chosen.places for part in (places.place(code).parts or (code,))]
    said = {"region": ",".join(dict.fromkeys(codes))}
    said |= {"per": chosen.as_of.isoformat()} if chosen.as_of else {}
    rows = []
    for row in made:
        links: list[Component | str] = []
        for ending, name in _FORMS:
            words = urlencode({**said, "format": ending}, safe=",")
            links += [" ", html.A(f"{row.title}: {name}", href=f"{API}{row.indicator.slug}?{words}", download="")]
        rows.append(html.Li(links[1:]))
    own = any(places.place(code).is_own_area for code in chosen.places)
    note = "Av ett eget område följer dess kommuner med; det är de som är publicerade."
    return [html.Ul(rows, className="filer"), *([html.P(note, className="meta")] if own else [])]


def _sources(made: Sequence[Row]) -> list[str]:
    return [f"{row.title}: {row.source}." for row in made if row.source]
