"""What a card on the overview says: number, 24 months, claim, source. Pure but for what Data remembers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import claims, swedish, vintages
from dashboard.data import Data
from dashboard.scene import Scene, scene
from dashboard.selection import Selection, default_transform, link
from loaders import places
from loaders.errors import NothingPublishedYet, UsageError
from loaders.model import Indicator, Kind, Status

MONTHS_SHOWN = 24
YEARS_SHOWN = 12
LEAD_CLAIMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One indicator for one place. ``number`` is empty where there is none, and ``claim`` says why.

    ``marks`` are (word, class). ``history`` are the values of the sparkline, None for a gap. ``weight`` orders
    claims for the lead; 0 keeps a claim out of it.
    """

    indicator: str
    topic: str
    title: str
    link: str
    period: str
    claim: str
    number: str = ""
    unit: str = ""
    source: str = ""
    lead: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    history: tuple[float | None, ...] = ()
    history_alt: str = ""
    is_own_place: bool = True


def card(indicator: Indicator, selection: Selection, data: Data) -> Card:
    """The card of an indicator for the place of the overview, remembered per store version."""
    key = ("card", indicator.id, selection.region, selection.as_of, data.today().year)
    return data.remember(key, lambda: _card(indicator, selection, data))


def _card(indicator: Indicator, selection: Selection, data: Data) -> Card:
    chosen = Selection(indicator=indicator.id, region=selection.region, as_of=selection.as_of)
    head = {
        "indicator": indicator.id,
        "topic": indicator.topic,
        "title": card_title(indicator),
        "link": link(chosen, home=data.county),
    }
    if not data.has(indicator.id):
        return Card(**head, period="", claim="Inga siffror är hämtade än.")
    try:
        if indicator.kind is Kind.PROJECTION:
            return Card(**head, **_of_projection(chosen, data))
        seen = scene(chosen, data)
    except NothingPublishedYet:
        day = "" if selection.as_of is None else f" den {swedish.date_text(selection.as_of)}"
        return Card(**head, period="", claim=f"Inget var publicerat{day}.")
    except UsageError as error:
        return Card(**head, period="", claim=error.message_sv)
    return Card(**head, **_of_scene(seen, data))


def card_title(indicator: Indicator) -> str:
    """Short name with the age group, which belongs to the measure."""
    if indicator.age_group and indicator.age_group not in (indicator.short_title_sv, "alla åldrar"):
        return f"{indicator.short_title_sv}, {indicator.age_group}"
    return indicator.short_title_sv


def _of_scene(seen: Scene, data: Data) -> dict:
    indicator = seen.indicator
    elsewhere = seen.own.code != seen.asked.code
    if not seen.newest:
        return {"period": "", "claim": f"Det finns inga siffror för {seen.own.full_name}."}
    value = seen.at(seen.own, seen.newest)
    signed = default_transform(indicator) != "niva"
    number = (swedish.signed if signed else swedish.number)(value, seen.decimals)
    at = seen.periods.index(seen.newest)
    length = MONTHS_SHOWN + 1 if len(seen.newest) > 4 else YEARS_SHOWN
    row = seen.row(seen.own)[max(0, at + 1 - length) : at + 1]
    history = tuple(None if np.isnan(v) else float(v) for v in row)
    period = swedish.period_name(seen.newest)
    if signed:
        period = f"tolv månader till och med {period}"
    if elsewhere:
        period = f"finns bara för {seen.own.level.value}: {seen.own.full_name}, {period}"
    return {
        "period": period,
        "number": number,
        "unit": unit_of(indicator),
        "claim": claims.card(seen, data),
        "lead": claims.lead(seen, data),
        "source": short_source(indicator, data, seen.selection),
        "marks": _marks(indicator, data, seen.selection),
        "history": history,
        "history_alt": spark_alt(history, seen.periods[max(0, at + 1 - length) : at + 1], seen.decimals),
        "is_own_place": not elsewhere,
    }


def unit_of(indicator: Indicator) -> str:
    """Unit beside the number, where a bare number would not do."""
    if indicator.kind is Kind.RATE:
        return f"{swedish.NBSP}%"
    short = {"miljoner kronor": "mnkr", "tusen kronor per invånare": "tkr"}.get(indicator.unit_sv)
    return f"{swedish.NBSP}{short}" if short else ""


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
    """Publisher, newest table and day of publication."""
    origin = data.origin(indicator.id, selection.as_of)
    marks = ", preliminär" if Status.PRELIMINARY in origin.marks else ""
    table = origin.tables[0] if origin.tables else ""
    return f"{origin.publisher_sv} {table}, publicerad {swedish.date_text(origin.published)}{marks}"


def _marks(indicator: Indicator, data: Data, selection: Selection) -> tuple[tuple[str, str], ...]:
    """Words beside the title: what the whole table is marked with."""
    origin = data.origin(indicator.id, selection.as_of)
    return (("prel.", "prel"),) if Status.PRELIMINARY in origin.marks else ()


def _of_projection(selection: Selection, data: Data) -> dict:
    found = vintages.summary(selection, data)
    period = f"{found.year}, framskrivning från {found.vintage}"
    elsewhere = found.place.code != selection.region
    if elsewhere:
        period = f"finns inte för {places.place(selection.region).full_name}: {found.place.full_name}, {period}"
    return {
        "period": period,
        "number": vintages.tens(found.end),
        "claim": claims.projection_card(found, data),
        "source": short_source(selection.declared, data, selection),
        "history": found.path,
        "history_alt": spark_alt(found.path, found.years, 0),
        "is_own_place": not elsewhere,
    }


def lead(made: Sequence[Card]) -> str:
    """The two claims that matter most for the place, in reading order."""
    said = [card.lead for card in made if card.lead]
    return " ".join(said[:LEAD_CLAIMS]) if said else "Inga siffror är hämtade än."
