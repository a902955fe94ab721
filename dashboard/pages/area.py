"""Eget område: municipalities are put together by clicking on them, each state an address; then to its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from markupsafe import Markup

from dashboard.data.chosen_names import named_areas
from dashboard.forms.factsheet.content import address_of
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import aria, as_of_note, choice, hidden_fields, page_link
from dashboard.views.beside.chosen import address, parse
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.places import Place


def page(asked: Asked) -> Page:
    """The chosen municipalities, those that can be added, and ways on where there are at least two."""
    selection, data = asked.selection, asked.data
    chosen = places.place(selection.region)
    members = _members(chosen)
    home = chosen.county or data.county
    counties = tuple(dict.fromkeys((home, *(places.place(code).county for code in members))))
    return Page(
        title=f"Eget område: {chosen.name}" if chosen.is_own_area else "Eget område",
        body=[
            html.H1(chosen.name if chosen.is_own_area else "Sätt ihop ett eget område", tabIndex="-1"),
            html.P(_lead(chosen, members), className="ingress"),
            *as_of_note(selection, data),
            *(_county(code, members, chosen, asked) for code in counties),
            html.Div(
                [html.Section(_others(counties, asked)), *_named(asked), *_onwards(chosen, asked)], className="text"
            ),
        ],
        region=chosen.code,
    )


def _members(chosen: Place) -> tuple[str, ...]:
    """Codes of the municipalities that are in; none where a county or riket is chosen."""
    if chosen.is_own_area:
        return chosen.parts
    return (chosen.code,) if chosen.level is Level.MUNICIPALITY else ()


def _lead(chosen: Place, members: Sequence[str]) -> str:
    if not members:
        return "Välj två eller flera kommuner. De räknas ihop till en plats."
    inside = swedish.places_list([places.place(code) for code in members])
    if len(members) == 1:
        return f"{inside} är vald. Välj en kommun till."
    return f"{inside} räknas ihop till en plats."


def _county(county: str, members: Sequence[str], chosen: Place, asked: Asked) -> html.Section:
    """A county's municipalities as buttons, those that are in filled; each leads to the area with or without it."""
    buttons = []
    for place in places.municipalities(county):
        is_in = place.code in members
        others = [code for code in members if code != place.code]
        wanted = others if is_in else [*members, place.code]
        buttons.append(dbc.NavItem(choice(place.name, _link(wanted, chosen, county, asked), is_in)))
    name = places.place(county).name
    return html.Section([html.H2(name), html.Nav(dbc.Nav(buttons), className="platser", **aria(f"Kommuner i {name}"))])


def _link(members: Sequence[str], chosen: Place, county: str, asked: Asked) -> str:
    """The page's own address with these municipalities; the name stays while there is an area."""
    if len(members) > 1:
        name = chosen.code.partition("~")[2]
        region = places.own_area(members[: places.MOST_PARTS], name).code
    else:
        region = members[0] if members else county
    return PAGE.link(home=asked.data.county, region=region, as_of=asked.selection.as_of)


def _others(shown: Iterable[str], asked: Asked) -> html.Details:
    """The other counties: from there municipalities are chosen anew."""
    known = set(shown)
    items = [
        html.Li(page_link(places.place(code).name, _link((), places.place(code), code, asked)))
        for code in places.codes_at([Level.COUNTY])
        if code not in known
    ]
    return html.Details([html.Summary("Börja i ett annat län"), html.Ul(items, className="lankar")])


def _named(asked: Asked) -> list[html.Section]:
    """The areas that the region has names for; nothing where it has none."""
    home, as_of = asked.data.county, asked.selection.as_of
    listed = [
        html.Li(page_link(one.place.name, PAGE.link(home=home, region=one.place.code, as_of=as_of)))
        for one in named_areas(asked.data).areas
    ]
    return [html.Section([html.H2("Områden med eget namn"), html.Ul(listed)])] if listed else []


def _onwards(chosen: Place, asked: Asked) -> list:
    """To the figures of the area, and how it gets a name."""
    if not chosen.is_own_area:
        return []
    home, as_of = asked.data.county, asked.selection.as_of
    shown = [one for one in catalogue.shown() if not one.secondary and Level.MUNICIPALITY in one.levels]
    offered = [one for one in shown if asked.data.has(one.id) and asked.data.can_sum(one)]
    beside = parse({"region": chosen.code}, home=home)
    ways = [
        page_link("Läget i området", link(Selection(region=chosen.code, as_of=as_of), home=home)),
        page_link("Jämför området med länet och riket", address(replace(beside, as_of=as_of))),
        page_link("Faktablad för området", address_of(Selection(region=chosen.code, as_of=as_of), asked.data)),
        *(
            page_link(one.short_title_sv, link(Selection(indicator=one.id, region=chosen.code, as_of=as_of), home=home))
            for one in offered
        ),
    ]
    return [
        html.Section([html.H2("Visa siffrorna"), html.Ul([html.Li(one) for one in ways], className="lankar")]),
        html.Section(
            [html.H2("Namn, och hur det räknas"), _name_form(chosen, as_of), *(html.P(text) for text in _RULES)]
        ),
    ]


def _name_form(chosen: Place, as_of: date | None) -> Markup:
    """A field for the area's name: sent as a form, which becomes the word of the address."""
    codes, _, name = chosen.code.partition("~")
    kept = {"region": codes, **({"per": as_of.isoformat()} if as_of else {})}
    return Markup(
        '<form class="falt-och-knapp" action="{}" method="get">{}<label for="omradets-namn">Områdets namn</label>'
        '<input id="omradets-namn" name="namn" type="text" maxlength="40" autocomplete="off" value="{}" '
        'placeholder="till exempel Småkommunerna"><button type="submit">Ge namn</button></form>'
    ).format(PAGE.address, hidden_fields(kept), name)


_RULES = (
    "Kommunerna och namnet står i varje länk härifrån, så en kopierad länk visar samma område.",
    "Antal läggs ihop. Andelar är summan av täljarna delad med summan av nämnarna.",
)


PAGE = PageKind(
    address="/omrade",
    synonyms=("Eget område", "egen grupp av kommuner", "område", "slå ihop kommuner"),
    under="/indikatorer",
    of_a_place=True,
    needs_figures=True,
    examples=("/omrade?region={municipality}", "/omrade?region=2303+2305&namn=Tvillingkommunerna"),
    make=page,
)
