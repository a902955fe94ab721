"""Pieces several pages share: place row, tables, links. Dash components made of plain tokens and classes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Level
from loaders.ground.places import Place
from loaders.publishers import PUBLISHERS
from loaders.storage.mirror_state import mirror_state


def page_link(text: str | Sequence[str | Component], href: str, **more: Any) -> html.A:
    """A link to one of our own pages, which the browser fetches ahead and shows without leaving."""
    return html.A(text, href=href, **({"data-lank": ""} | more))


LONG = 8
"""Letters of a menu's button; four that are shorter stand beside each other on a phone."""
_MENU: dict[str, Any] = {"data-meny": ""}
_WHOLE = re.compile(
    r"(?:\bi )?[A-ZÅÄÖ][\wåäö]+ (?:län|kommun)\b[,.:;]?"  # i Jämtlands län, the sign after it never begins a line
    r"|(?<=\. )I [a-zåäö]+ [\d\u00a0]+\."  # I oktober 8.
    r"|\([^() ]{1,12}(?: [a-zåäö]{1,8})?\)[.,]?"  # (1 422). with hard spaces, (4,4 procent)
)


def unbroken(text: str) -> list[str | html.Span]:
    """A text in which places and numbers within brackets are kept on one line where they fit on one."""
    found: list[str | html.Span] = []
    at = 0
    for match in _WHOLE.finditer(text):
        if match.start() > at:
            found.append(text[at : match.start()])
        found.append(html.Span(match[0], className="hel-fras"))
        at = match.end()
    return [*found, text[at:]] if at < len(text) else found


HIDDEN: dict[str, Any] = {"aria-hidden": "true"}
"""The property of what is only seen, to be spread among a component's others."""


def aria(label: str) -> dict[str, Any]:
    """The property that names a component for those who do not see it, to be spread among its others."""
    return {"aria-label": label}


def aria_by(id_: str) -> dict[str, Any]:
    """The property that names a component by another one's text."""
    return {"aria-labelledby": id_}


def scrolling(content: Component | str | None, name: str, **more: Any) -> html.Div:
    """What may be wider than its place: a named region that can be reached and scrolled with the keyboard."""
    return html.Div(content, className="rulle", tabIndex="0", role="region", **aria(name) | more)


def row_of_places(selection: Selection, data: Data, address: str | None = None) -> html.Nav:
    """County first, its municipalities in alphabetical order, named areas, riket, and a field for any other place.

    The chosen one is filled. A municipality that is all of its county stands once.
    """
    chosen = places.place(selection.region)
    home = chosen.county or data.county
    first = chosen if chosen.code != home and not places.inside(home) else places.place(home)
    nation = places.place(places.NATION)
    row: tuple[Place, ...] = (first, *places.inside(home), *named_areas(data).of(home), nation)
    if all(place.code != chosen.code for place in row):
        row = (*row[:-1], chosen, nation)  # an area that only its address puts together
    items = []
    for place in row:
        kept = selection.but(region=place.code)
        if kept.compare and place.code in kept.compare:
            kept = kept.but(compare=None)
        items.append((place, link(kept, home=data.county)))
    return place_buttons(items, chosen.code, link(selection, home=data.county) if address is None else address)


def known_on(day: date, data: Data) -> str:
    """What is shown as known on a day: of one that has not been, what is known now, which may yet change."""
    told = swedish.date_text(day)
    if day > data.today():
        return f"Den {told} har inte varit än: här visas det som är känt nu, och det kan ändras till dess."
    return f"Visar vad som var känt den {told}."


def as_of_note(selection: Selection, data: Data) -> list:
    """What day's knowledge is shown, if it is not today's."""
    if selection.as_of is None:
        return []
    return [
        html.P(
            [
                f"{known_on(selection.as_of, data)} ",
                page_link("Visa det som är känt nu", link(selection.but(as_of=None), home=data.county)),
                ".",
            ],
            className="per",
        )
    ]


def home_only_sv(county: str) -> str:
    """What is said of a measure that is asked for place by place, and therefore not for all counties."""
    return f"Hämtas bara för riket, {places.place(county).name} och dess kommuner."


def place_buttons(items: Sequence[tuple[Place, str]], chosen: str, address: str = "") -> html.Nav:
    """Places with their addresses as a row of buttons, the chosen one filled; then a field for any other place.

    ``address`` is the page that is shown at the other place; without it there is no field. HTML as text: each window
    of a page has one for every place, with what ``choice`` becomes.
    """
    buttons = []
    for place, href in items:
        active, current = (" active", ' aria-current="true"') if place.code == chosen else ("", "")
        name = escape("Riket" if place.level is Level.NATION else place.name, quote=False)
        looks = f'class="btn btn-outline-secondary{active}"'
        buttons.append(f'<li class="nav-item"><a {looks} href="{escape(href)}"{current} data-lank="">{name}</a></li>')
    further = [place_form(address, "annan-plats")] if address else []
    content = html.Div([Markup(f'<ul class="nav">{"".join(buttons)}</ul>'), *further])
    return html.Nav(folded(places.place(chosen).full_name, content), className="platser", **aria("Välj plats"))


def jumps(sections: Sequence[tuple[str, str]]) -> html.Nav:
    """Links to the sections of a long page; each is a heading and its id."""
    links = [html.Li(html.A(text, href=f"#{id_}")) for text, id_ in sections]
    return html.Nav(html.Ul(links), className="hopp", **aria("På sidan"))


def heading_id(text: str) -> str:
    """The id of a section by its heading."""
    return "del-" + "".join(letter for letter in text.lower() if letter.isalnum())


def folded(name: str, content: Component | Markup) -> html.Details:
    """Links that lie open where there is room, and on a phone are a menu under their name (lanspuls.css)."""
    return html.Details([html.Summary(name), content], className="meny vik", **_MENU)


def folded_on_phones(name: str, of: str, *content: Component | Markup, key: str = "") -> html.Details:
    """What is long: on a phone closed under a line that says what it is; open where there is room (lanspuls.css).

    ``of``: what it is of, said to those who hear one line after the other without the headings between. ``key``: its
    id, by which it stays open where a click inside it leads to another state of the page.
    """
    heard = html.Span(f" {of}", className="dold")
    named: dict[str, Any] = {"id": key} if key else {}
    return html.Details([html.Summary([name, heard]), *content], className="oppen-dar-det-ryms", **named)


def menu(name: str, current: str, content: Component | Markup) -> html.Details:
    """A disclosure of links: its name, and the value in force where one is said. A long one gives way to the others."""
    said: list[str | Component] = [html.Span(f"{name}: ", className="meny-namn"), current] if current else [name]
    class_name = "meny meny-lang" if len(current or name) > LONG else "meny"
    return html.Details([html.Summary(said), content], className=class_name, **_MENU)


def menu_list(items: Sequence[tuple[str, str, bool]]) -> Markup:
    """What a menu holds: text and address of its links, and which one is in force.

    HTML as text: a page has some hundred of them.
    """
    listed = []
    for text, href, is_current in items:
        current = ' aria-current="true"' if is_current else ""
        listed.append(f'<li><a href="{escape(href)}" data-lank=""{current}>{escape(text, quote=False)}</a></li>')
    return Markup(f"<ul>{''.join(listed)}</ul>")


def search_form(query: str, region: str, home: str, id_: str) -> Markup:
    """The field of the search: sent as a form without script; with it a combobox. Results keep the chosen place."""
    kept = {} if region in ("", home) else {"region": region}
    return _combobox("/sok", id_, "Sök mått, kommun, län eller möte", "Sök mått eller plats", "Sök", query, kept)


def place_form(address: str, id_: str, *, compares: bool = False) -> Markup:
    """A field for any county and municipality: for the page at an address, or to be compared with on it."""
    kept = {"vidare": address, **({"for": "jamfor"} if compares else {})}
    label = "Jämför med län eller kommun" if compares else "Byt till län eller kommun"
    return _combobox("/platser", id_, label, "Län eller kommun", "Visa", "", kept)


def hidden_fields(kept: Mapping[str, str]) -> Markup:
    """What a form sends along unseen, by word; values as a person reads them, not as they stand in an address."""
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(word, value) for word, value in kept.items()
    )


def _combobox(action: str, id_: str, label: str, hint: str, button: str, query: str, kept: Mapping[str, str]) -> Markup:
    """A form with one field, which search.js makes a combobox. HTML as text, since dash.html knows no input."""
    hidden = hidden_fields(kept)
    return Markup(
        '<form class="sok" role="search" action="{action}" method="get" data-sok><label class="dold" for="{id}">{label}'
        '</label><input id="{id}" type="search" name="q" value="{query}" maxlength="80" placeholder="{hint}" '
        'autocomplete="off" autocapitalize="none" spellcheck="false" role="combobox" aria-expanded="false" '
        'aria-autocomplete="list" aria-controls="{id}-forslag">{hidden}<button type="submit">{button}</button>'
        '<ul id="{id}-forslag" role="listbox" aria-label="Förslag" hidden></ul></form>'
    ).format(action=action, id=id_, label=label, hint=hint, button=button, query=query, hidden=hidden)


def choice(text: str, href: str, is_chosen: bool) -> dbc.Button:
    """One of several ways to go on, as a button that is a link."""
    return dbc.Button(text, href=href, active=is_chosen or None, outline=True, color="secondary")


def alert(*content: Component) -> dbc.Alert:
    """What somebody must be told at once."""
    return dbc.Alert(list(content), color="light")


FOR_KEEPER = "För den som sköter Länspuls: "
"""What every text on files, settings and commands begins with, so that readers know that it is not for them."""


def for_keeper(*told: str | Component) -> html.P:
    """What is done outside the pages where something is lacking: which file, setting or command."""
    return html.P([FOR_KEEPER, *told], className="meta skotare")


MOST_DAMAGE = 3
"""Damaged files that are named in a banner."""


def damage_told(data: Data) -> list[str]:
    """Which files are known to be damaged, what that means for the figures, and what to do; empty if none are."""
    damages = data.damages()
    if not damages:
        return []
    named = [damage.piece for damage in damages[:MOST_DAMAGE]]
    if len(damages) > MOST_DAMAGE:
        named.append(f"{len(damages) - MOST_DAMAGE} till")
    files = f"{swedish.listing(named)} är {'skadad eller borta' if len(damages) == 1 else 'skadade eller borta'}."
    if data.is_unreadable:
        meaning = "Inga siffror kan visas förrän den är återställd."
    elif any(damage.loses_figures for damage in damages):
        meaning = (
            "Det som bygger på dem visas inte, eller visas som det senast gick att läsa. Allt annat är som vanligt."
        )
    else:
        meaning = "En kopia används, och siffrorna är hela."
    return [files, meaning, "Inget är borttaget. Kör lanspuls verify och lanspuls repair."]


def stale_told(data: Data) -> list[str]:
    """What pages say while the place that several machines share cannot be used; empty where all is well."""
    state = mirror_state(data.store.root.parent)
    if state is None or not state.fault:
        return []
    shown = f" Sidorna visar det som fanns {swedish.date_text(day_in_sweden(state.made))}." if state.made else ""
    return [f"Nya siffror kan inte hämtas hit just nu.{shown}"]


def publishers(data: Data) -> str:
    """Those whose figures are shown, SCB first: *SCB, Arbetsförmedlingen och Tillväxtverket*."""

    def find() -> str:
        shown = [declared for declared in catalogue.shown() if data.has(declared.id)]
        known = {PUBLISHERS[query.source].name_sv for declared in shown for query in declared.queries}
        return swedish.listing(sorted(known, key=lambda name: (name != "SCB", name)))

    return data.remember(("publishers",), find)
