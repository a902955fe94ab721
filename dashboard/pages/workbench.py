"""SNI-verkstaden: which industries count, on and off, and what it makes of the share in every place, both ways."""

from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.data.meeting_days import SETS
from dashboard.data.series import Data
from dashboard.figures import spark
from dashboard.figures.theme import Canvas
from dashboard.forms.table_html import table_html
from dashboard.forms.taking.industries import taken_industries
from dashboard.meetings.industry_sets import OwnSets, file_text, read_sets
from dashboard.model import Size, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._actions import action_row, copied
from dashboard.pages._chart_box import Readable, chart
from dashboard.pages._parts import (
    HIDDEN,
    alert,
    aria,
    as_of_note,
    folded_on_phones,
    for_keeper,
    hidden_fields,
    menu,
    menu_list,
    page_link,
    place_buttons,
    scrolling,
    unbroken,
)
from dashboard.views.selection import Selection
from dashboard.views.workbench import counts, drawing, telling
from dashboard.views.workbench.choice import ADDRESS, NAMES, WORDS, Chosen, address, parse
from dashboard.views.workbench.seen import Group, Seen
from dashboard.words import swedish
from loaders.ground import places
from loaders.sni import SniSet, sni_sets, templates

_FIGURE, _NUMBERS = "sni-figur", "sni-platser"
NO_CODES = "koder saknas"


def own_sets(data: Data) -> OwnSets:
    """What people have written in the data folder."""
    return data.remember(("own sets",), lambda: read_sets(data.folder / SETS))


def seen_of(said: Any, selection: Selection, data: Data) -> Seen:
    """The state that the words of an address choose. UsageError for what is not understood."""
    own = own_sets(data).sets
    return Seen(parse(said, own, selection.region, home=data.county, as_of=selection.as_of), data)


def page(asked: Asked) -> Page:
    """The share by place, then the switches; both denominators at once."""
    data, selection = asked.data, asked.selection
    seen = seen_of(asked.said, selection, data)
    chosen = seen.chosen
    row = [places.place(data.county), *places.inside(data.county), places.place(places.NATION)]
    if chosen.place not in row:
        row.insert(0, chosen.place)
    links = [(place, address(replace(chosen, region=place.code))) for place in row]
    return Page(
        title=seen.headline,
        description=telling.lead(seen),
        body=[
            place_buttons(links, chosen.place.code),
            html.H1(unbroken(seen.headline), tabIndex="-1"),
            html.P(unbroken(telling.lead(seen)), className="ingress"),
            *as_of_note(selection, data),
            *(alert(html.P(error.message_sv)) for error in own_sets(data).problems),
            _menus(seen, data),
            html.Div(
                [
                    html.Section(_result(seen, asked.size, data), className="sni-svar", **aria("Andelar")),
                    html.Section(_switches(seen), className="sni-val", **aria("Branscher i urvalet")),
                    html.Div([*_places(seen), *_over_time(seen)], className="sni-under"),
                ],
                className="sni",
            ),
            html.Div([*_kept(seen, data), _lists(seen, data)], className="text sni-under"),
        ],
        region=chosen.place.code,
        synthetic=data.synthetic,
    )


def _menus(seen: Seen, data: Data) -> Component:
    """Which list, which year, and the way back to the list as it stands."""
    chosen = seen.chosen
    lists = [
        (one.title_sv, address(replace(chosen.as_it_stands(), listed=one, year="")), one.id == chosen.listed.id)
        for one in _offered(data)
    ]
    parts: list[Component] = [menu("Lista", chosen.listed.title_sv, menu_list(lists))]
    if len(seen.years) > 1:
        newest = seen.years[-1]
        years = [
            (year, address(replace(chosen, year="" if year == newest else year)), year == seen.year)
            for year in reversed(seen.years)
        ]
        parts.append(menu("År", seen.year, menu_list(years)))
    if not chosen.is_whole:
        parts.append(page_link("Återställ listan", address(chosen.as_it_stands()), className="sni-ater"))
    return html.Div(parts, className="kontroller")


def _offered(data: Data) -> tuple[SniSet, ...]:
    return (*sni_sets().values(), *own_sets(data).sets)


def _result(seen: Seen, size: Size, data: Data) -> list[Component]:
    """The figure with its row of actions, which group weighs most, and what must be said of the numbers."""
    if not seen.year:
        return [for_keeper("beställ utdraget av SCB och läs in det med lanspuls import sni_extract FIL.")]
    what = taken_industries(seen, data)
    drawn = drawing.figure(seen, Canvas(size), synthetic=data.synthetic)
    riket = drawing.name_of(places.place(places.NATION))
    readable = Readable(table=drawing.places_table(seen), stands_in=_NUMBERS, unit="procent", beside=riket)
    chosen = seen.chosen
    pinned = replace(chosen, as_of=chosen.as_of or data.today())
    day = swedish.date_text(pinned.as_of or data.today())
    addresses = [("Alltid de senaste siffrorna", address(chosen)), (f"Som de var kända {day}", address(pinned))]
    parts = [
        chart(_FIGURE, drawn, what.alt, readable, (drawing.CAPTION, what.source)),
        action_row(what, addresses[1 if chosen.as_of else 0 :], data, has_picture=True, is_measure=False),
        *(html.P(unbroken(text), className="mening") for text in telling.remarks(seen)),
    ]
    return parts


def _switches(seen: Seen) -> list[Component | Markup | None]:
    """Every group and code as a link that turns it, with how many work there, and a field for a further code."""
    where = seen.weighed.place.full_name if seen.weighed else ""
    exact = seen.weighed is None or seen.weighed.is_exact
    unit = f"{'sysselsatta' if exact else 'andel av alla'} i {where}" if where else ""
    most = max((group.persons.high for group in seen.groups), default=0.0)
    total = _total(seen)
    return [
        html.H2("Branscher i urvalet"),
        html.P(f"{unit}, och andel av urvalet" if exact and where else unit, className="meta"),
        *(_group(group, n, most, seen) for n, group in enumerate(seen.groups)),
        html.P(total, className="sni-summa") if total else None,
        _adding(seen.chosen),
    ]


def _total(seen: Seen) -> str:
    found = seen.weighed
    base = found.bases.get(counts.ALL) if found else None
    if found is None or seen.total is None or base is None or not found.is_exact:
        return ""
    persons = "–".join(dict.fromkeys(swedish.number(end) for end in (seen.total.low, seen.total.high)))
    return f"I urvalet {persons} av {swedish.number(base.low)} sysselsatta"


def _group(group: Group, number: int, most: float, seen: Seen) -> Component:
    turned = seen.chosen.with_codes([code.code for code in group.codes], on=not group.is_whole)
    alone = len(group.codes) == 1
    share = group.persons.high / most if most else 0.0
    bar = spark.data_uri(spark.weight_bar(share, is_on=group.is_on))
    state = "räknas med" if group.is_whole else "räknas delvis med" if group.is_on else "räknas inte med"
    return html.Div(
        [
            html.Div(
                [
                    _switch(group.title, state, address(turned), is_on=group.is_on, is_part=not group.is_whole),
                    html.Span(group.text, className="tal"),
                    html.Img(src=bar, alt="", className="sni-stapel"),
                    html.Span(group.weight_sv if group.is_on else "av", className="tal sni-andel"),
                ],
                className="sni-rad",
            ),
            html.P(group.codes[0].label, className="meta sni-koder") if alone else _codes(group, number, seen),
            html.P(group.reason, className="meta sni-koder") if group.reason else None,
        ],
        className="sni-grupp",
    )


def _codes(group: Group, number: int, seen: Seen) -> Component:
    items = [
        html.Li(
            [
                _switch(
                    code.label,
                    "räknas med" if code.is_on else "räknas inte med",
                    address(seen.chosen.with_codes([code.code], on=not code.is_on)),
                    is_on=code.is_on,
                ),
                html.Span(code.text, className="tal"),
            ]
        )
        for code in group.codes
    ]
    on, many = sum(code.is_on for code in group.codes), len(group.codes)
    told = f"{many} koder" if on == many else f"{on} av {many} koder"
    return folded_on_phones(told, f"i {group.title}", html.Ul(items, className="sni-koder"), key=f"sni-koder-{number}")


def _switch(text: str, state: str, href: str, *, is_on: bool, is_part: bool = False) -> html.A:
    """A link that turns what it names on or off, and says in which state it is."""
    kind = "sni-knapp delvis" if is_on and is_part else "sni-knapp pa" if is_on else "sni-knapp"
    return page_link(
        [html.Span(className=kind, **HIDDEN), html.Span(text), html.Span(f", {state}", className="dold")],
        href,
        className="sni-brytare",
    )


def _adding(chosen: Chosen) -> Markup:
    """A field for further codes: a form, so that it works without script. The other words of the state go along."""
    action, _, query = address(chosen).partition("?")
    kept = hidden_fields(dict(parse_qsl(query)))
    return Markup(
        '<form class="falt-och-knapp" action="{}" method="get">{}<label for="sni-lagg">Lägg till kod</label>'
        '<input id="sni-lagg" name="lagg" type="text" inputmode="decimal" maxlength="60" autocomplete="off" '
        'placeholder="till exempel 77.2"><button type="submit">Lägg till</button></form>'
    ).format(action, kept)


def _places(seen: Seen) -> list[Component]:
    """A sentence for each place, and the table."""
    if not seen.year:
        return []
    table = drawing.places_table(seen)
    return [
        html.Section(
            [
                html.H2("Plats för plats"),
                folded_on_phones(
                    "En mening per plats",
                    "om andelen",
                    html.Ul([html.Li(unbroken(seen.sentence(row))) for row in seen.rows]),
                    key="sni-meningar",
                ),
                html.Details([html.Summary("Som tabell"), _table(table)], id=_NUMBERS),
                html.Details([html.Summary("Branscherna som tabell"), _table(drawing.weights_table(seen))]),
            ]
        )
    ]


def _table(table: Table) -> Component:
    return scrolling(table_html(table, stacked=True), table.caption)


def _wide(table: Table) -> Component:
    return scrolling(table_html(table), table.caption)


def _over_time(seen: Seen) -> list[Component]:
    """The county's share year by year by one classification, and where it stops."""
    if not seen.over_time:
        return []
    where = seen.over_time[0].place.full_name
    table = drawing.years_table(seen)
    years = folded_on_phones("År för år", f"i {where}", _wide(table), key="sni-ar")
    return [html.Section([html.H2(f"{swedish.capital(where)} över tid"), html.P(_break_sv(seen)), years])]


def _break_sv(seen: Seen) -> list[str | Component]:
    """That the series stops where the classification changes, and the way to the other one."""
    here = seen.chosen.classification
    other = next(one for one in NAMES if one != here)
    said = (
        f"Alla år följer {NAMES[here]}. Bytet till SNI 2025 är ett brott i serien: åren före och efter jämförs aldrig."
    )
    if not seen.years_apart:
        return [said]
    first = next(one for one in sni_sets().values() if one.classification == other)
    to = address(replace(seen.chosen.as_it_stands(), listed=first, year=""))
    return [f"{said} ", page_link(f"Siffrorna efter {NAMES[other]}", to), "."]


def _kept(seen: Seen, data: Data) -> list[Component]:
    """Who made the list, when and why; and the file that would keep what is on now."""
    listed = seen.chosen.listed
    by = f"{listed.role_sv}, " if listed.role_sv else ""
    source = f" Källa: {listed.source}." if listed.source else ""
    text = file_text(seen.chosen.as_set(data.today()))
    return [
        html.Section(
            [
                html.H2("Listan"),
                html.P([html.Strong(f"{listed.title_sv}, version {listed.version}")]),
                html.P(f"{swedish.capital(by)}{swedish.date_text(listed.date)}.{source}"),
                html.P(f"Skäl: {listed.reason_sv}"),
                html.Details(
                    [
                        html.Summary("Spara urvalet som egen lista"),
                        for_keeper(
                            "spara texten som en fil i mappen data/sni, till exempel data/sni/utan-verkstader.toml, "
                            "och fyll i namn, roll och skäl. Listan finns sedan i menyn och har en egen länk."
                        ),
                        copied("", html.Code(Markup(f"<pre>{escape(text)}</pre>")), "texten"),
                    ]
                ),
            ]
        )
    ]


def _lists(seen: Seen, data: Data) -> Component:
    """All lists, and the sectors that wait for codes."""
    told: list[Component] = []
    taken = {one.id for one in own_sets(data).sets}
    for one in _offered(data):
        to = address(replace(seen.chosen.as_it_stands(), listed=one, year=""))
        many = f"{len(one.codes)} koder" if len(one.codes) > 1 else "en kod"
        told += [
            html.Dt([page_link(one.title_sv, to), f" ({NAMES[one.classification]}, {many})"]),
            html.Dd(one.reason_sv),
        ]
    for waiting in templates():
        if waiting.id not in taken:
            file = f"data/{SETS}/{waiting.id}.toml"
            told += [
                html.Dt([waiting.title_sv, ": ", html.Strong(NO_CODES)]),
                html.Dd([waiting.reason_sv, for_keeper(f"skriv koderna i {file}.")]),
            ]
    listed = folded_on_phones(
        f"{len(told) // 2} listor", "över branscher", html.Dl(told, className="lista"), key="sni-listor"
    )
    return html.Section([html.H2("Alla listor"), listed])


PAGE = PageKind(
    address=ADDRESS,
    under="/indikatorer",
    of_a_place=True,
    words=WORDS,
    needs_figures=True,
    shows_files=True,
    synonyms=(
        "SNI-verkstaden",
        "SNI-koder",
        "vad räknas som cirkulärt",
        "besöksnäring",
        "gröna näringar",
        "försvarsindustri",
        "branschlistor",
        "näringsgrenar",
    ),
    examples=(ADDRESS, f"{ADDRESS}?region={{municipality}}&av=33.4520&med=77"),
    make=page,
)
