"""What a card on the overview says: number, 24 months, claim, source. Pure but for what Data remembers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard import words
from dashboard.data.series import Data
from dashboard.views import judged, marks, vintages
from dashboard.views.marks import Mark
from dashboard.views.scene import Scene, scene
from dashboard.views.selection import Selection, link
from dashboard.words import source_names, swedish
from dashboard.words.in_row import InRow, in_row, sums_to_now
from dashboard.words.judging.unusual import Deviation, deviation
from loaders.ground import places
from loaders.ground.declarations import Grain, Indicator, Kind, Level, Status
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, UsageError
from loaders.ground.periods import Period

MONTHS_SHOWN = 24
YEARS_SHOWN = 12
LEAD_CLAIMS = 2
LEADS_FIRST = ("unemployment_rate", "new_vacancies", "population")
"""Measures that the lead speaks of before others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a sparkline draws, and says to those who do not see it.

    values: None for a gap. first, last: names of its first and last period. band: the usual variation, where the values
    are dots in it, and of: what each then is, such as *månader*. least_range: what the scale spans at least.
    """

    values: tuple[float | None, ...]
    first: str
    last: str
    alt: str
    band: tuple[float, float] | None = None
    of: str = ""
    least_range: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One indicator for one place. ``number`` is empty where there is none, and ``text`` says why.

    ``number`` and ``text`` are of the same thing: twelve months where the word is on twelve months.
    ``history`` is the sparkline. ``brief`` is a shorter text for where the whole one has just been said; empty if there
    is none. ``is_main`` is False for a measure beside its topic's main ones. ``deviation``: how far the change in a
    year lies from the usual one; None where that is not reckoned.
    """

    indicator: str
    topic: str
    title: str
    link: str
    period: str
    text: str
    number: str = ""
    unit: str = ""
    source: str = ""
    claim: words.Claim | None = None
    is_fetched: bool = True
    is_damaged: bool = False
    marks: tuple[Mark, ...] = ()
    history: "History | None" = None
    deviation: Deviation | None = None
    is_own_place: bool = True
    is_main: bool = True
    brief: str = ""


def card(indicator: Indicator, selection: Selection, data: Data) -> Card:
    """The card of an indicator for the place of the overview, remembered per store version."""
    key = ("card", indicator.id, selection.region, selection.as_of, data.today(), marks.since(data, selection.as_of))
    try:
        return data.remember(key, lambda: _card(indicator, selection, data))
    except StoreDamaged:
        told = "Siffrorna går inte att läsa: en fil är skadad eller borta."
        return replace(_bare(indicator, selection, data), text=told, is_damaged=True)


def _bare(indicator: Indicator, selection: Selection, data: Data) -> Card:
    """The card without figures."""
    chosen = Selection(indicator=indicator.id, region=selection.region, as_of=selection.as_of)
    return Card(
        indicator=indicator.id,
        topic=indicator.topic,
        title=card_title(indicator),
        link=link(chosen, home=data.county),
        is_main=not indicator.secondary,
        period="",
        text="",
    )


def _card(indicator: Indicator, selection: Selection, data: Data) -> Card:
    chosen = Selection(indicator=indicator.id, region=selection.region, as_of=selection.as_of)
    bare = _bare(indicator, selection, data)
    if not data.has(indicator.id):
        return replace(bare, text="Inga siffror är hämtade än.", is_fetched=False)
    try:
        if indicator.kind is Kind.PROJECTION:
            return _fill_from_projection(bare, chosen, data)
        seen = scene(chosen, data)
    except NothingPublishedYet:
        day = "" if selection.as_of is None else f" den {swedish.date_text(selection.as_of)}"
        return replace(bare, text=f"Inget var publicerat{day}.")
    except UsageError as error:
        return replace(bare, text=error.message_sv)
    return _fill_from_scene(bare, seen, data)


_OF_ALL = ("alla åldrar", "enligt källan")
"""Groups that a card does not name: everybody, and those of an own indicator that does not say whom it is of."""


def card_title(indicator: Indicator) -> str:
    """Short name with the age group, which belongs to the measure; no word of it twice."""
    title, group = indicator.short_title_sv, indicator.age_group.split()
    if not group or indicator.age_group in _OF_ALL or indicator.age_group.casefold() in title.casefold():
        return title
    said = next((n for n in range(len(group), 0, -1) if f" {title}".endswith(f" {' '.join(group[:n])}")), 0)
    return f"{title}, {' '.join(group[said:])}"


def _fill_from_scene(bare: Card, seen: Scene, data: Data) -> Card:
    indicator = seen.indicator
    elsewhere = seen.own.code != seen.asked.code
    said = judged.said(seen, data)
    if not seen.newest:
        return replace(bare, text=said.card)
    more = _judged_more(said.claim)
    at = seen.periods.index(seen.newest)
    length = YEARS_SHOWN if indicator.grain is Grain.YEAR else MONTHS_SHOWN + 1
    row = seen.row(seen.own)[max(0, at + 1 - length) : at + 1]
    values = tuple(None if np.isnan(v) else float(v) for v in row)
    band = _band(said.claim)
    if band is None and said.claim is not None and more is not None and more.is_of_twelve:
        values = sums_to_now(said.claim, len(values))
    period = seen.way.period_sv(seen.newest) if more is None else more.period
    if elsewhere:
        where = "riket" if seen.own.level is Level.NATION else f"{seen.own.level.value}: {seen.own.full_name}"
        period = f"finns bara för {where}, {period}"
    return replace(
        bare,
        title=card_title(indicator),
        period=period,
        number=said.value if more is None else more.value,
        unit=unit_of(indicator),
        text=_text(seen, said) if more is None else more.comparison,
        brief=words.brief(said.claim),
        claim=said.claim,
        source=short_source(indicator, data, seen.selection),
        marks=marks.of_scene(seen, data),
        history=history_of(
            values,
            seen.periods[max(0, at + 1 - length) : at + 1],
            seen.decimals,
            band=band,
            least_range=_least_range(said.claim),
        ),
        deviation=None if said.claim is None or elsewhere else deviation(said.claim),
        is_own_place=not elsewhere,
    )


_NO_CHANGE = frozenset({words.Word.UNCHANGED, words.Word.SIMILAR, words.Word.WITHIN, words.Word.UNCERTAIN})
PART_OF_SCALE = 4
"""A difference that is no change takes at most this part of a sparkline's height."""


def _least_range(claim: words.Claim | None) -> float:
    """What a sparkline's scale spans at least, so that what is said to be no change does not look like one."""
    if not isinstance(claim, words.Compared) or claim.word not in _NO_CHANGE:
        return 0.0
    return PART_OF_SCALE * abs(float(claim.difference))


def _band(claim: words.Claim | None) -> tuple[float, float] | None:
    """The usual variation of few events, in which their months are drawn as dots."""
    band = claim.band if isinstance(claim, words.Rare) else None
    return None if band is None else (float(band.low), float(band.high))


def _judged_more(claim: words.Claim | None) -> InRow | None:
    """The claim as a row where its word is on more than the newest period, such as twelve months; else None."""
    row = in_row(claim) if isinstance(claim, words.Number) else None
    return row if row is not None and row.month else None


def _text(seen: Scene, said: judged.Said) -> str:
    """What stands under the number: the comparison, or that there is nothing to compare with yet."""
    return said.card if len(seen.periods) > 1 else f"Serien har än bara {swedish.period_name(seen.newest)}."


def unit_of(indicator: Indicator) -> str:
    """Unit beside the number, where a bare number would not do."""
    if indicator.kind is not Kind.AMOUNT:
        return ""
    return indicator.unit_sv.replace("miljoner kronor", "mnkr").replace("tusen kronor", "tkr")


def history_of(
    values: Sequence[float | None],
    periods: Sequence[str],
    decimals: int,
    *,
    band: tuple[float, float] | None = None,
    least_range: float = 0.0,
) -> History | None:
    """The sparkline of some values from their first known one on; None where fewer than two are known."""
    known = [n for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    values, periods = tuple(values[known[0] :]), tuple(periods[known[0] :])
    alt = spark_alt(values, periods, decimals)
    if band is not None:
        usual = f"{swedish.number(band[0])}–{swedish.number(band[1])}"
        alt = f"Enskilda perioder som punkter, vanligt är {usual}. {alt}"
    first, last = (swedish.short_period(period) for period in (periods[0], periods[-1]))
    of = "" if band is None else _DOTS[Period(periods[-1]).grain]
    return History(values=values, first=first, last=last, alt=alt, band=band, of=of, least_range=least_range)


_DOTS = {Grain.MONTH: "månader", Grain.QUARTER: "kvartal", Grain.YEAR: "år"}


def usually_sv(card: Card) -> str:
    """``Ovanligt: på ett år brukar ändringen vara mellan −3 och +4 procent.`` What an unusual change is set beside."""
    found = card.deviation
    if found is None or not found.is_unusual or card.claim is None:
        return ""
    if found.low is None or found.high is None:
        return "Ovanligt: mer än slumpen brukar ge."
    declared = card.claim.facts.indicator
    unit, decimals = ("procentenheter", declared.decimals) if declared.is_share else ("procent", _decimals_of(found))
    low, high = (swedish.signed(end, decimals) for end in (found.low, found.high))
    return f"Ovanligt: på ett år brukar ändringen vara mellan {low} och {high} {unit}."


def _decimals_of(found: Deviation) -> int:
    """Whole per cent, or one decimal where both ends are small."""
    return 0 if max(abs(found.low or 0.0), abs(found.high or 0.0)) >= 2 else 1


def spark_alt(values: Sequence[float | None], period_axis: Sequence[str], decimals: int) -> str:
    """First, lowest, highest and last value of a sparkline, in words."""
    known = [(value, period) for value, period in zip(values, period_axis, strict=True) if value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    low, high = min(known), max(known)

    def said(entry: tuple[float, str]) -> str:
        return f"{swedish.number(entry[0], decimals)} ({swedish.short_period(entry[1])})"

    return f"Utveckling från {said(first)} till {said(last)}; lägst {said(low)}, högst {said(high)}."


def short_source(indicator: Indicator, data: Data, selection: Selection) -> str:
    """Publisher, newest table and day of publication, or of fetching where the publisher states none."""
    origin = data.origin(indicator.id, selection.as_of)
    preliminary = ", preliminär" if Status.PRELIMINARY in origin.marks else ""
    stated = origin.is_stated
    days = [f"publicerad {swedish.date_text(origin.published)}"] if stated else []
    if origin.manual or not stated:
        days.append(f"{'manuellt inläst' if origin.manual else 'hämtad'} {swedish.date_text(origin.fetched)}")
    return f"{source_names.brief_name(origin.publisher_sv, origin.tables)}, {', '.join(days)}{preliminary}"


def _fill_from_projection(bare: Card, selection: Selection, data: Data) -> Card:
    found = vintages.find(selection, data)
    claim = vintages.judged(found, selection, data)
    period = f"{found.common[1]}, framskrivning från {found.newest}"
    elsewhere = found.place.code != selection.region
    if elsewhere:
        period = f"finns inte för {places.place(selection.region).full_name}: {found.place.full_name}, {period}"
    path = found.path
    return replace(
        bare,
        period=period,
        number=words.value(claim),
        unit="invånare",
        text=words.card(claim),
        claim=claim,
        source=short_source(selection.declared, data, selection),
        marks=marks.of_projection(found, selection.declared, data, selection.as_of),
        history=history_of(tuple(path.values()), tuple(path), 0),
        is_own_place=not elsewhere,
    )


def lead(made: Sequence[Card]) -> str:
    """The claims that matter most for the place: the named, the first of each topic, the largest change of the rest.

    The rest are shares and amounts: a count beside its share would say the same thing twice.
    """
    spoken = [(card, card.claim) for card in made if card.claim is not None and card.is_own_place]
    if not spoken:
        return "Det finns inga siffror för platsen än."
    main = [(card, claim) for card, claim in spoken if card.is_main]
    chosen = sorted(
        ((card, claim) for card, claim in main if card.indicator in LEADS_FIRST),
        key=lambda one: LEADS_FIRST.index(one[0].indicator),
    )
    for card, claim in main:
        if card.topic not in {other.topic for other, _ in chosen}:
            chosen.append((card, claim))
    rest = [one for one in main if one not in chosen and _speaks_for_itself(one[1])]
    chosen += sorted(rest, key=lambda one: one[1].word is not words.Word.CLEAR)
    told = [judged.lead_line(claim) for _, claim in chosen[:LEAD_CLAIMS]]
    both = judged.both_fell([claim for _, claim in spoken])
    return " ".join([both, *told[1:]] if both else told)


def _speaks_for_itself(claim: words.Claim) -> bool:
    kind = claim.facts.indicator.kind
    return kind in (Kind.RATE, Kind.AMOUNT) and claim.word in (words.Word.PLAIN, words.Word.CLEAR)
