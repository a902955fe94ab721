"""Keys that an amount sought can stand beside: a county's share of riket, by any count that is there already."""

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.series import Data
from dashboard.search.entries import Sort, measures
from dashboard.search.index import Index
from dashboard.views.across import keys
from dashboard.words import nouns, swedish
from loaders import catalogue
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.declarations.sums import never_summed
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError
from loaders.ground.places import NATION, find_place

_LEVELS = {Level.NATION, Level.COUNTY, Level.MUNICIPALITY}
MOST = 8


def is_key(one: Indicator) -> bool:
    """Whether a place's share of riket can be reckoned of it: its figures of places add up to riket's, and no figure is
    below nought by its nature, as a change is."""
    adds_up = not never_summed(one) and not one.is_share and not one.denominator
    is_counted = bool(nouns.wording(one).things_sv) or one.kind is Kind.AMOUNT
    return adds_up and is_counted and set(one.levels) >= _LEVELS


def offers(written: str, data: Data, query: str = "") -> list[dict[str, str]]:
    """What a place's key may be, per cent of riket's, each with what it is reckoned from: the counts that words find;
    without words those that other measures have as their key, inhabitants and firms.

    Nothing for riket, and for a place that is none.
    """
    try:
        code = find_place(written).code
    except UsageError:
        return []
    if code == NATION:
        return []
    found = [one for one in (_found(query, data) if query.strip() else _standing()) if data.has(one.id)]
    return [offer for one in found[:MOST] for offer in _offer(one, code, data)]


def _standing() -> list[Indicator]:
    return [one for one in catalogue.shown() if nouns.wording(one).whole_sv]


def _found(query: str, data: Data) -> list[Indicator]:
    index: Index = data.remember(
        ("index for keys",), lambda: Index([one for one in measures() if is_key(catalogue.indicator(one.key))])
    )
    return [catalogue.indicator(hit.entry.key) for hit in index.search(query).of(Sort.MEASURE)]


def _offer(one: Indicator, code: str, data: Data) -> list[dict[str, str]]:
    try:
        found = data.series(one.id, one.default_slice, (code, NATION))
        publisher = data.origin(one.id).publisher_sv
    except (NothingPublishedYet, StoreError, UsageError):
        return []
    own, nation = keys.counted(found)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(nation > 0, 100 * own / nation, np.nan)
    known = np.flatnonzero(~np.isnan(shares))
    if not known.size:
        return []
    share = float(arithmetic.displayed(shares, 2)[known[-1]])
    period = swedish.period_name(found.periods[known[-1]])
    if keys.is_summed_over_a_year(one):
        period = f"ett år till och med {period}"
    return [{"key": swedish.number(share, 2), "key_of": f"{_share_of(one)}, {period}, {publisher}"}] if share else []


def _share_of(one: Indicator) -> str:
    """``andel av befolkningen i riket``, ``andel av rikets sysselsatta``; with its title where another counts the same
    otherwise."""
    words = nouns.wording(one)
    if words.whole_sv or not words.things_sv:
        return f"andel av {words.whole_sv or words.subject_sv} i riket"
    is_alone = (
        sum(nouns.wording(other).things_sv == words.things_sv for other in catalogue.shown() if is_key(other)) < 2
    )
    return f"andel av rikets {words.things_sv}{'' if is_alone else f' ({one.short_title_sv})'}"
