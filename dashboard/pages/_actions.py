"""What a visitor takes away of a figure: one row of disclosures below it. Files are links, which need no script.

An address is written whole where the settings tell it; else the browser, which knows where it stands, completes it
(assets/taking.js). ``TAKE`` and ``EMBED`` are answered by dashboard/web/takeaways.py.
"""

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.data.series import Data
from dashboard.forms.taking import Taken, taken
from dashboard.pages._parts import aria
from dashboard.views.links.alias import shared
from dashboard.views.scene import effective_place, exists_for
from dashboard.views.selection import INDICATOR, Selection, link
from dashboard.views.view import View
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from loaders.ground.declarations.sums import exists_summed
from loaders.ground.people.called_places import place_called, written_places
from loaders.ground.places import Place

TAKE, EMBED = "/hamta/", "/inbadda/"
API = "/api/v1/data/"
FILES = (
    ("xlsx", ".xlsx", "Excel med diagram", "siffror, noter och definitioner"),
    ("excel.csv", "-excel.csv", "CSV för svenskt Excel", "semikolon och decimalkomma"),
    ("csv", ".csv", "CSV för program", "koder och namn, en rad per tal"),
    ("zip", ".zip", "Allt som zip", "med metadata och LÄSMIG"),
)
"""Ending of the address, ending of the file's name, what it is, what is in it."""
FILES_OF_TABLES = (("xlsx", ".xlsx", "Excel", "tabellerna, noter och definitioner"), *FILES[1:])
"""The same of a page whose numbers are tables of text."""
FRAME_HEIGHT_PX = 640


def taken_of(selection: Selection, shown: View, data: Data) -> Taken:
    """What is taken away of a view; addresses are short, and there where settings tell how readers reach the pages."""
    pinned = link(pinned_to(selection, data), home=data.county)
    return taken(selection, shown, address=shared(data.public, shown.link), pinned=shared(data.public, pinned))


def pinned_to(selection: Selection, data: Data) -> Selection:
    """The selection as it is known today, whatever is published later."""
    return selection if selection.as_of else selection.but(as_of=data.today())


def actions(selection: Selection, shown: View, data: Data) -> Component:
    """The row of actions below a figure."""
    what = taken_of(selection, shown, data)
    live, pinned = shown.link, link(pinned_to(selection, data), home=data.county)
    day = swedish.date_text(selection.as_of or data.today())
    addresses = [("Alltid den senaste siffran", live), (f"Som den var känd {day}", pinned)]
    if selection.as_of:
        addresses = addresses[1:]
    return action_row(what, addresses, data, has_picture=shown.figure is not None, is_measure=True)


def action_row(
    what: Taken,
    addresses: Sequence[tuple[str, str]],
    data: Data,
    *,
    has_picture: bool,
    is_measure: bool,
) -> Component:
    """The row of actions for what is taken away. addresses: the page's own by what they show, the first always newest.

    is_measure: whether the page is that of a measure, which other pages may frame and programs ask for.
    """
    live = addresses[0][1]
    panels = [
        ("Kopiera meningen med länk", _sentence(what, live, data)),
        ("Länk", [copied(name, address_text(href, data), "länken") for name, href in addresses]),
        *([("Ladda ner bild", _pictures(what, live))] if has_picture else []),
        ("Ladda ner data", _files(what, live, data.county, is_measure=is_measure)),
        *(
            [("Bädda in", [copied(name, _frame(href, what.headline, data), "koden") for name, href in addresses])]
            if is_measure
            else []
        ),
        ("Citera", [copied("", html.Span(what.citation), "hänvisningen")]),
    ]
    return html.Div(
        [panel(name, content) for name, content in panels], className="handlingar", role="group", **aria("Ta med")
    )


def panel(name: str, content: Sequence[Component]) -> Component:
    """One of the row: its name, and what it opens."""
    mark: dict[str, Any] = {"data-meny": ""}
    return html.Details(
        [html.Summary(name), html.Div(list(content), className="handling-ruta")], className="handling", **mark
    )


def _sentence(what: Taken, live: str, data: Data) -> list[Component]:
    return [copied("", html.Span([f"{what.claim_line} ", address_text(live, data)]), "meningen")]


def address_text(href: str, data: Data) -> Component:
    """An address as a link that says itself; completed by the browser where the settings do not tell it."""
    whole = shared(data.public, href)
    mark: dict[str, Any] = {} if whole else {"data-adress": ""}
    return html.A(whole or href, href=whole or href, **mark)


def _frame(href: str, headline: str, data: Data) -> Component:
    """The code that shows the figure in another page."""
    inside = EMBED + href.removeprefix(INDICATOR)
    whole = data.public.address(inside)
    mark: dict[str, Any] = {} if whole else {"data-kod": inside}
    title = escape(headline)
    code = (
        f'<iframe src="{escape(whole or inside)}" title="{title}" width="100%" height="{FRAME_HEIGHT_PX}" '
        'style="border:0" loading="lazy"></iframe>'
    )
    return html.Code(code, **mark)


def copied(name: str, content: Component, what_sv: str) -> Component:
    """A text to be copied, and the button that does it, which is there where scripts are."""
    button: dict[str, Any] = {"data-kopiera": ""}
    return html.Div(
        [
            html.P(name, className="handling-namn") if name else None,
            html.P(content, className="utdrag"),
            html.Button(f"Kopiera {what_sv}", type="button", className="med-skript", **button),
            html.Span(className="kvitto"),
        ],
        className="kopia",
    )


def _pictures(what: Taken, live: str) -> list[Component]:
    address = file_address(live, "bild.json")
    made = []
    for ending, text in (("png", "PNG, 1 600 bildpunkter bred"), ("svg", "SVG, skarp i alla storlekar")):
        mark: dict[str, Any] = {"data-bild": ending, "data-hamta": address}
        made.append(html.Li([html.Button(text, type="button", className="med-skript", **mark)]))
    return [
        html.P("Rubrik, källa och bildtext ligger i filen."),
        html.Ul(made, className="filer"),
        html.P(f"{what.file_name}.png och .svg", className="meta"),
        html.P("Bilden ritas i webbläsaren och kräver JavaScript.", className="utan-skript"),
        html.Span(className="kvitto"),
    ]


def _files(what: Taken, live: str, home: str, *, is_measure: bool) -> list[Component]:
    rows = []
    for ending, suffix, text, inside in FILES if is_measure else FILES_OF_TABLES:
        href = file_address(live, ending)
        named = html.A(text, href=href, download=f"{what.file_name}{suffix}")
        rows.append(html.Li([named, html.Span(f" {inside}", className="meta")]))
    if is_measure:
        asked = html.A("Samma mått i API:et", href=api_address(live, home))
        rows.append(html.Li([asked, html.Span(" JSON-stat, för R, Python och Excel", className="meta")]))
    return [html.Ul(rows, className="filer"), html.P(f"{what.file_name}.xlsx", className="meta")]


def api_address(live: str, home: str) -> str:
    """Where programs ask for what a link of an indicator shows; a link does not say the home county, a program must.

    Of what cannot be summed it is the municipalities, as of what exists for them alone; else the place that the page
    shows, where the measure does not exist for the one that was asked for.
    """
    slug, query = live.removeprefix(INDICATOR).partition("?")[::2]
    said = {"region": home, **dict(parse_qsl(query))}
    declared = catalogue.by_slug(slug)
    if name := said.pop("namn", ""):
        said["region"] += f"~{name}"
    is_summed = exists_summed(declared)
    for word in ("region", "jamfor"):
        found = [place_called(one) for one in written_places(said.get(word, ""))]
        if found:
            codes = (code for one in found for code in _asked(one, declared, home, is_summed=is_summed))
            said[word] = ",".join(dict.fromkeys(codes))
    return f"{API}{slug}?{urlencode(said, safe=',')}"


def _asked(place: Place, declared: Indicator, home: str, *, is_summed: bool) -> tuple[str, ...]:
    """The codes that stand for a place of a page: those of its municipalities, or of where the measure exists."""
    if place.parts and Level.MUNICIPALITY in declared.levels:
        return (place.code,) if is_summed else place.parts
    shown = effective_place(declared, place.code, home)
    if exists_for(declared, shown):
        return (shown.code,)
    return tuple(one.code for one in places.municipalities(place.county or home))


def file_address(live: str, ending: str) -> str:
    """Address of a file of what a link shows: ``/hamta/arbetsloshet.xlsx?region=2321``, ``/hamta/sni.csv?av=4520``."""
    slug, query = live.removeprefix(INDICATOR).removeprefix("/").partition("?")[::2]
    return f"{TAKE}{slug}.{ending}" + (f"?{query}" if query else "")
