"""Keys that an amount sought can stand beside: a county's share of riket, by counts that are there already."""

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.series import Data
from dashboard.views.across import keys
from dashboard.words import nouns, swedish
from loaders import catalogue
from loaders.ground.declarations import Indicator
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError
from loaders.ground.places import NATION, find_place


def offers(written: str, data: Data) -> list[dict[str, str]]:
    """What a place's key may be: per cent of riket's inhabitants, firms; each with what it is reckoned from.

    Nothing for riket, and for a place that is none.
    """
    try:
        code = find_place(written).code
    except UsageError:
        return []
    wholes = [one for one in catalogue.shown() if nouns.wording(one).whole_sv and data.has(one.id)]
    return [] if code == NATION else [offer for one in wholes for offer in _offer(one, code, data)]


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
    return [
        {
            "key": swedish.number(share, 2),
            "key_of": f"andel av {nouns.wording(one).whole_sv} i riket, {period}, {publisher}",
        }
    ]
