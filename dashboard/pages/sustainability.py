"""Hållbarhet: Agenda 2030 goal by goal, BRP+ as a profile, and how the region follows its own strategy. No ranks."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.data.meeting_days import STRATEGY
from dashboard.data.series import Data
from dashboard.figures.across.strips import Strip, strips_figure
from dashboard.figures.theme import FRAMES, THEME
from dashboard.forms.table_html import table_html
from dashboard.forms.taking.profiles import Taken, taken_profile
from dashboard.meetings.strategy import Area, Strategy, read_strategy
from dashboard.model import Size
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._actions import action_row
from dashboard.pages._chart_box import Readable, chart
from dashboard.pages._parts import (
    alert,
    as_of_note,
    for_keeper,
    home_only_sv,
    page_link,
    place_buttons,
    scrolling,
)
from dashboard.pages.key_figures import PAGE as KEY_FIGURES
from dashboard.views.across import profile
from dashboard.views.across.profile import Figure
from dashboard.views.selection import Selection
from dashboard.words import swedish
from dashboard.words.kinds import profiled
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.places import Place

AGENDA, PROFILE = "agenda2030", "brp_plus"
_NUMBERS = "profil-siffror"
"""The element that the table of the profile stands in."""
CAPTION = "Linjen går från det lägsta till det högsta bland länets kommuner, i nyckeltalets egen enhet och eget år."
_MOST_LISTED = 60
"""Key figures of a section that have a sentence each; all are in its table."""

_AFTER_ALL = len(profiled.GOALS) + 1
"""Where key figures without a goal stand: after all goals."""


def page(asked: Asked) -> Page:
    """The region's own areas, the profile of BRP+, and the goals of Agenda 2030, for one place."""
    selection, data = asked.selection, asked.data
    place = places.place(selection.region)
    if place.is_rest_of_county:
        place = places.place(place.county)
    strategy = read_strategy(data.folder / STRATEGY)
    agenda, agenda_note = _known(AGENDA, place, selection, data)
    profiled_, profile_note = _known(PROFILE, place, selection, data)
    body: list[Component] = [
        _places(place.code, selection, data),
        html.H1(f"Hållbarhet i {place.full_name}", tabIndex="-1"),
        html.P(
            "Nyckeltal ur Kolada för Agenda 2030 och BRP+. Varje nyckeltal har sin egen enhet och sitt eget år. "
            "De vägs inte ihop, och inga platser rangordnas.",
            className="ingress",
        ),
        *as_of_note(selection, data),
        *(alert(html.P(error.message_sv)) for error in strategy.problems),
    ]
    sections = [
        _areas(strategy, {**profiled_, **agenda}, place),
        html.Section([html.H2("BRP+"), *_profile(profiled_, place, asked, data), *profile_note]),
        html.Section([html.H2("Agenda 2030"), *_goals(agenda, strategy, place), *agenda_note]),
        html.P(
            [
                page_link(
                    "Alla nyckeltal i en tabell",
                    KEY_FIGURES.link(home=data.county, region=place.code, as_of=selection.as_of),
                ),
                f". {home_only_sv(data.county)}",
            ]
        ),
    ]
    return Page(
        title=f"Hållbarhet i {place.full_name}",
        body=[*body, html.Div([one for one in sections if one is not None], className="text hallbarhet")],
        region=place.code,
        synthetic=data.synthetic,
    )


def _places(chosen: str, selection: Selection, data: Data) -> html.Nav:
    """The places there are figures for: the home county, its municipalities, riket."""
    row = (places.place(data.county), *places.municipalities(data.county), places.place(places.NATION))
    links = [(place, PAGE.link(home=data.county, region=place.code, as_of=selection.as_of)) for place in row]
    return place_buttons(links, chosen)


def _known(id_: str, place: Place, selection: Selection, data: Data) -> tuple[dict[str, Figure], list[Component]]:
    """A set's key figures for the place by id, and where they come from or why there are none."""
    declared = catalogue.indicator(id_)
    try:
        panel = data.panel(id_, selection.as_of)
        origin = data.origin(id_, selection.as_of)
    except NothingPublishedYet:
        return {}, [html.P("Inga nyckeltal är hämtade."), for_keeper(f"kör lanspuls fetch {id_}.")]
    except StoreDamaged as error:
        return {}, [html.P(error.message_sv)]
    found = profile.figures(panel, data.titles(declared.tables[0]), place.code, data.county)
    note = html.P(f"{declared.caveat_sv} {origin.line()} {declared.terms_sv}.")
    return found, [note if found else html.P(f"Inget nyckeltal har någon siffra för {place.full_name}.")]


def _areas(strategy: Strategy, known: Mapping[str, Figure], place: Place) -> Component | None:
    """The region's priority areas with what is followed in each; None where no file says them."""
    if not strategy.areas:
        return None
    parts: list[Component] = [html.H2("Regionens prioriterade områden")]
    for area in strategy.areas:
        found = [known[kpi] for kpi in area.kpis if kpi in known]
        lacking = [kpi for kpi in area.kpis if kpi not in known]
        parts += [html.H3(area.name), html.P(area.text)]
        parts.append(html.Ul([html.Li(_followed(one, area, place)) for one in found]))
        if lacking:
            parts.append(html.P(f"Saknar siffra för {place.full_name}: {swedish.listing(lacking)}."))
    return html.Section(parts)


def _followed(one: Figure, area: Area, place: Place) -> str:
    """A key figure of an area, and which way it went since the year before."""
    told = one.measured
    return f"{profiled.sentence(told, place.full_name)} {profiled.followed(told, area.wants)}"


def _profile(found: Mapping[str, Figure], place: Place, asked: Asked, data: Data) -> list[Component]:
    """The profile with its row of actions, a sentence for each key figure, and the table."""
    figures = list(found.values())
    if not figures:
        return []
    selection = asked.selection.but(region=place.code)
    drawn, what = draw(figures, asked.size, data), taken(figures, selection, data)
    live, pinned = _links(selection, data)
    day = swedish.date_text(selection.as_of or data.today())
    links = [("Alltid de senaste siffrorna", live), (f"Som de var kända {day}", pinned)]
    return [
        chart("profil", drawn, what.alt, Readable(table=what.tables[0], stands_in=_NUMBERS), (CAPTION,)),
        action_row(what, links[1 if selection.as_of else 0 :], data, has_picture=True, is_measure=False),
        *_told(figures, place),
        scrolling(table_html(what.tables[0], stacked=True), "BRP+", id=_NUMBERS),
    ]


def profiled_of(selection: Selection, data: Data) -> list[Figure]:
    """The key figures of the profile of a place; empty where it has none."""
    return list(_known(PROFILE, places.place(selection.region), selection, data)[0].values())


def draw(figures: Sequence[Figure], size: Size, data: Data) -> dict[str, Any]:
    """The profile as a plotly figure."""
    rows = [_strip(one) for one in figures]
    return strips_figure(rows, FRAMES[size], THEME, names=_point_names(figures[0]), synthetic=data.synthetic)


def taken(figures: Sequence[Figure], selection: Selection, data: Data) -> Taken:
    """What is taken away of the profile."""
    live, pinned = _links(selection, data)
    return taken_profile(figures, selection, data, live=live, pinned=pinned, caption=CAPTION)


def _links(selection: Selection, data: Data) -> tuple[str, str]:
    """The page as the address asks for it, and as it is known on a day."""
    days = (selection.as_of, selection.as_of or data.today())
    live, pinned = (PAGE.link(home=data.county, region=selection.region, as_of=day) for day in days)
    return live, pinned


def _strip(one: Figure) -> Strip:
    """A key figure as a row: its ends enclose the county's municipalities and the places shown."""
    known = [value for value in one.values if not math.isnan(value)]
    ends = (*known, *(one.span or ()))
    pairs = zip(one.places[1:], one.values[1:], strict=True)
    beside = {place.level: value for place, value in pairs if not math.isnan(value)}
    return Strip(
        name=one.kpi.title,
        text=one.cells[0],
        low=min(ends),
        high=max(ends),
        own=one.values[0],
        county=beside.get(Level.COUNTY),
        nation=beside.get(Level.NATION),
    )


def _point_names(one: Figure) -> tuple[str, str, str]:
    """What the points of the profile are: the place, its county, riket."""
    beside = {place.level: swedish.capital(place.name) for place in one.places[1:]}
    return swedish.capital(one.places[0].name), beside.get(Level.COUNTY, ""), beside.get(Level.NATION, "")


def _goals(found: Mapping[str, Figure], strategy: Strategy, place: Place) -> list[Component]:
    """The goals in their order, each with its key figures in sentences and a table; those without a goal last."""
    by_goal: dict[int, list[Figure]] = {}
    for kpi, one in found.items():
        by_goal.setdefault(strategy.goal_of(kpi), []).append(one)
    parts: list[Component] = []
    for number in sorted(by_goal, key=lambda goal: goal or _AFTER_ALL):
        title = profiled.goal_sv(number)
        if len(by_goal) > 1 or number:
            parts.append(html.H3(title))
        table = profile.table(by_goal[number], f"{title}, {place.full_name}")
        folded = html.Details([html.Summary("Som tabell"), scrolling(table_html(table, stacked=True), title)])
        parts += [*_told(by_goal[number], place), folded]
    if set(by_goal) == {0}:
        hint = f"skriv i data/{STRATEGY} vilket mål ett nyckeltal hör till (docs/sustainability.md)."
        parts.append(for_keeper(hint))
    return parts


def _told(found: Sequence[Figure], place: Place) -> list[Component]:
    return [html.Ul([html.Li(profiled.sentence(one.measured, place.full_name)) for one in found[:_MOST_LISTED]])]


PAGE = PageKind(
    address="/hallbarhet",
    synonyms=("Hållbarhet", "Agenda 2030", "BRP+", "livskvalitet", "klimat"),
    under="/indikatorer",
    of_a_place=True,
    make=page,
    shows_files=True,
    examples=("/hallbarhet", "/hallbarhet?region={municipality}"),
)
