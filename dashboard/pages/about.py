"""Om statistiken: sources and their state, how words are chosen, signs."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.data.chosen_names import corrections
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.meetings.problems import problems_of_files
from dashboard.model import Column, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import home_only_sv, publishers, scrolling
from dashboard.views import participants
from dashboard.words import swedish
from dashboard.words.judging import thresholds
from dashboard.words.published import THREE_UNEMPLOYMENTS, chance_rule, limits_table, yearly_change_table
from dashboard.words.rules import RuleGroup, rules
from dashboard.words.source_names import tables_sv
from loaders import catalogue
from loaders.ground.declarations import Indicator, Severity, SourceInfo
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.people.corrections import Correction, State, states
from loaders.planning import schedule
from loaders.publishers import PUBLISHERS

UNVERIFIED_SV = (
    "Overifierad betyder att tabellens namn eller rubriker inte är sedda hos källan. Stämmer de inte stannar bara den "
    "indikatorn, och hämtningen säger det."
)
CORRECTED_SV = (
    "När en källa byter namn på något stannar måttet. Då kan en person välja vad det heter nu. Valet ändrar bara "
    "namnet: enheter, gränser och revideringar kontrolleras som förut."
)
UNREADABLE_SV = "går inte att läsa"
_MOST_NAMED = 3
"""Measures of a source that are named."""
_SEVERITY = {
    Severity.INCOMPARABLE: "jämförs inte över brottet",
    Severity.CAUTION: "jämförs med försiktighet",
    Severity.NOISE: "små skillnader räknas inte",
}


def page(asked: Asked) -> Page:
    """What the figures are, where they come from and when, and how the words are chosen."""
    data = asked.data
    return Page(
        title="Om statistiken",
        body=[
            html.H1("Om statistiken", tabIndex="-1"),
            html.P(
                f"Siffrorna är öppen statistik från {publishers(data) or 'svenska myndigheter'}. De hämtas, "
                "kontrolleras och visas som de är publicerade. "
                "Det som räknas ut här är skillnader, summor över tolv månader, index och övriga länet.",
                className="ingress",
            ),
            html.Div(
                [
                    *_unread_files(data),
                    html.Section([html.H2("Källor"), _folded(publishers_table(data.county), "Källor")]),
                    html.Section([html.H2("Tabeller"), _folded(sources(data), "Tabeller"), html.P(UNVERIFIED_SV)]),
                    *_chosen_names(data),
                    html.Section(
                        [
                            html.H2("När nästa siffror väntas"),
                            html.P(announcements(data).state_sv(swedish.date_text)),
                            _folded(expected(data), "Väntade publiceringar"),
                        ]
                    ),
                    *(html.Section([html.H2(title), *body]) for title, body in _reading()),
                    html.Section([html.H2("Tecken i tabellerna"), table_html(signs())]),
                    html.Section([html.H2("Brott i serierna"), _folded(all_breaks(), "Brott")]),
                ],
                className="text spalter",
            ),
        ],
    )


def _unread_files(data: Data) -> list[html.Section]:
    """What cannot be read of the files that people write; nothing where all can."""
    own = [participants.told(problem) for problem in data.own().problems]
    drafts = data.meetings if data.shows_drafts else None
    others = [error.message_sv for error in problems_of_files(drafts, data.folder, data.county, data.today())]
    if not own and not others:
        return []
    lead = "Något i dem behöver rättas. Allt annat visas som vanligt."
    return [
        html.Section([html.H2("Filer som inte kan läsas"), html.P(lead), html.Ul([html.Li(t) for t in own + others])])
    ]


def _wide(content: Table, name: str) -> html.Div:
    """A wide table: it scrolls where it does not fit, and is stacked on a phone."""
    return scrolling(table_html(content, stacked=True), name)


def _folded(content: Table, name: str) -> html.Details:
    """A long table, which opens: a page of four of them has no end on a phone."""
    rows = len(content.rows)
    return html.Details([html.Summary(f"{name}, {rows} {'rad' if rows == 1 else 'rader'}"), _wide(content, name)])


def publishers_table(county: str) -> Table:
    """Every source with what comes from it, its terms of use, what it has promised, and what is of one county alone."""
    rows = []
    for info in sorted(PUBLISHERS.values(), key=lambda info: (info.id != "scb", info.publisher_sv, info.id)):
        declared = [d for d in catalogue.CATALOGUE.values() if any(query.source == info.id for query in d.queries)]
        if info.is_local and not declared:
            continue
        declared.sort(key=lambda indicator: (indicator.supporting, indicator.order, indicator.id))
        named = list(dict.fromkeys(indicator.short_title_sv for indicator in declared))
        few = (
            named if len(named) <= _MOST_NAMED + 1 else [*named[:_MOST_NAMED], f"{len(named) - _MOST_NAMED} mått till"]
        )
        told = home_only_sv(county)
        home = list(dict.fromkeys(one.short_title_sv for one in declared if one.home_only))
        narrow = f" {swedish.listing(home)}: {told[0].lower()}{told[1:]}" if home else ""
        rows.append((info.publisher_sv, swedish.listing(few), info.terms_sv, f"{_promise(info)}{narrow}"))
    titles = ("Källa", "Mått", "Villkor", "Hur siffrorna kommer hit")
    return Table("Källor, villkor och löften", tuple(Column(title) for title in titles), tuple(rows))


def _promise(info: SourceInfo) -> str:
    if info.is_local:
        return "Egen fil, läses ur mappen data/indicators."
    if info.by_hand:
        return "Beställd fil, läses in för hand."
    if info.unofficial:
        return "Öppet gränssnitt utan löfte: det kan ändras eller stängas utan förvarning."
    return "Öppet gränssnitt."


def sources(data: Data) -> Table:
    """Every indicator with its tables, publication, fetch and terms, and whether it is official statistics."""
    rows = []
    for indicator in catalogue.shown():
        try:
            origin = data.origin(indicator.id) if data.has(indicator.id) else None
        except NothingPublishedYet:
            origin = None
        except StoreDamaged:
            tables = swedish.listing([_table_name(indicator, table) for table in indicator.tables])
            rows.append((indicator.title_sv, tables, UNREADABLE_SV, "", indicator.terms_sv, _official(indicator)))
            continue
        tables = swedish.listing([_table_name(indicator, table) for table in indicator.tables])
        if origin is None:
            rows.append((indicator.title_sv, tables, "inte hämtad", "", indicator.terms_sv, _official(indicator)))
            continue
        published, fetched = (
            swedish.date_text(moment).replace(" ", swedish.NBSP) for moment in (origin.published, origin.fetched)
        )
        published = published if origin.is_stated else "anges inte"
        fetched = f"manuellt inläst {fetched}" if origin.manual else fetched
        rows.append((indicator.title_sv, tables, published, fetched, indicator.terms_sv, _official(indicator)))
    return Table(
        "Tabeller, publicering och hämtning",
        tuple(
            Column(title) for title in ("Indikator", "Tabell", "Publicerad", "Hämtad", "Villkor", "Officiell statistik")
        ),
        tuple(rows),
    )


def _chosen_names(data: Data) -> list[Component]:
    """The section on corrections; none where nobody has made any."""
    kept = corrections(data)
    if not kept.corrections and not kept.problems:
        return []
    body: list[Component] = [html.H2("Namn som är rättade"), html.P(CORRECTED_SV)]
    if kept.corrections:
        body.append(_folded(chosen_names(kept.corrections), "Rättelser"))
    if kept.problems:
        body.append(html.P(f"{len(kept.problems)} fel gör att filen med rättelser inte går att läsa helt."))
    return [html.Section(body)]


def chosen_names(chosen: Sequence[Correction]) -> Table:
    """Every correction: what is declared, what is taken for it, who chose it when and why, and what became of it."""
    rows = []
    for one, state in states(chosen).items():
        day = one.ended if state is State.ENDED else one.taken_back if state is State.TAKEN_BACK else None
        told = f"{state.value} {swedish.date_text(day)}" if day else state.value
        found = f"{one.found} ({one.text})" if one.text and one.text != one.found else one.found
        where = " ".join(filter(None, (one.table, one.variable)))
        rows.append((where, one.declared, found, one.role, swedish.date_text(one.when), one.reason, told))
    titles = ("Tabell", "Deklarerat", "Läses som", "Vald av", "Dag", "Varför", "Läge")
    return Table("Rättelser av namn", tuple(Column(title) for title in titles), tuple(rows))


def expected(data: Data) -> Table:
    """The next publication of every table that is shown: when it is expected and by what."""
    today = data.today()
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in schedule.calendar(data.store, today, today, said=announcements(data)):
        measures = [one for id_ in row.indicators if not (one := catalogue.indicator(id_)).supporting]
        if row.arrival in (schedule.Arrival.OUT, schedule.Arrival.NOT_FETCHED) or not measures:
            continue
        days = swedish.days_text(row.first, row.last)
        if row.moved_from is not None:
            days += f" (flyttat från {swedish.date_text(row.moved_from)})"
        if row.arrival is schedule.Arrival.LATE:
            days += " (försenad)"
        first = min(measures, key=lambda one: one.order)
        told = (first.short_title_sv, swedish.period_name(row.period), days, str(row.basis))
        rows.setdefault((row.source, row.table), told)
    titles = ("Mått", "Period", "Väntas", "Enligt")
    ordered = tuple(dict.fromkeys(rows.values()))  # the tables of one measure often come on one day
    return Table("Väntade publiceringar", tuple(Column(title) for title in titles), ordered)


def _table_name(indicator: Indicator, table: str) -> str:
    """The table's name, and whether nothing public has shown that it is as declared."""
    is_unverified = any(query.unverified for query in indicator.queries if query.table == table)
    called = swedish.listing(tables_sv((table,)))
    return f"{called} (overifierad)" if is_unverified and called else called or "egen fil"


def _official(indicator: Indicator) -> str:
    return "ja" if indicator.official else "nej"


def signs() -> Table:
    """The signs a table may hold instead of a number."""
    return Table("Tecken och vad de betyder", (Column("Tecken"), Column("Betyder")), tuple(swedish.SIGNS))


def all_breaks() -> Table:
    """Every declared break."""
    rows = [
        (indicator.short_title_sv, swedish.period_name(found.period), found.reason_sv, _SEVERITY[found.severity])
        for indicator in catalogue.shown()
        for found in indicator.breaks
    ]
    titles = ("Indikator", "Från", "Vad som hände", "Vad det gör")
    return Table("Brott i serierna", tuple(Column(title) for title in titles), tuple(rows))


def _reading() -> list[tuple[str, list]]:
    return [
        (
            "Arbetslöshet mäts på tre sätt",
            [html.P(THREE_UNEMPLOYMENTS)],
        ),
        (
            "Bostad och arbetsplats",
            [
                html.P(
                    "Sysselsatta efter bostad är de som bor i kommunen och har arbete, oavsett var. Sysselsatta efter "
                    "arbetsställe är de som arbetar där, oavsett var de bor."
                )
            ],
        ),
        (
            "Övriga länet",
            [
                html.P(
                    "En kommun med mer än en fjärdedel av länets invånare jämförs med övriga länet, alltså länet utan "
                    "kommunen själv. Andelar för övriga länet är summan av täljarna delad med summan av nämnarna, "
                    "aldrig ett medelvärde av andelar."
                )
            ],
        ),
        (
            "Så väljs orden",
            [
                html.P(
                    "Samma månad året före är det vi jämför med. En skillnad är skillnaden mellan de tal som visas, "
                    "och orden följer gränserna i tabellen. Är skillnaden mindre än det minsta antalet personer ges "
                    "siffrorna utan ord. Per cent sägs bara när båda talen är minst "
                    f"{thresholds.PER_CENT_FROM}."
                ),
                _wide(limits_table(), "Gränser för orden"),
                html.P(chance_rule()),
                _wide(yearly_change_table(), "Små antal"),
            ],
        ),
        ("Reglerna i sin helhet", [_group(group) for group in rules()]),
    ]


def _group(group: RuleGroup) -> Component:
    """One group of the words' rules: a heading that opens to a list."""
    return html.Details([html.Summary(group.heading), html.Ul([html.Li(rule) for rule in group.rules])])


PAGE = PageKind(
    address="/om",
    menu_sv="Om statistiken",
    order=70,
    of_a_place=True,
    make=page,
    synonyms=("metod", "definitioner", "om sidan", "så läser du siffrorna", "publiceringar"),
)
