"""Another count beside a measure's own: what it is told per thousand of, or what a share of riket is set beside."""

from collections.abc import Sequence

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views.selection import Selection
from loaders import catalogue
from loaders.ground.declarations import Grain, Indicator, Kind
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError, UsageError
from loaders.ground.periods import PARTS_PER_YEAR, Period

MOST_MONTHS_OLD = 11
"""How many months older than the period a count of inhabitants or firms may be."""


def is_summed_over_a_year(indicator: Indicator) -> bool:
    """Whether it is told as the sum of a year: what happens month by month, not what there is."""
    events = (Kind.FLOW, Kind.SEASON, Kind.RARE, Kind.LUMPS)
    return indicator.kind in events and not indicator.at_moment and indicator.grain is not Grain.YEAR


def counted(raw: Series) -> np.ndarray:
    """A measure's values, or their sums of a year for what happens; NaN where a part is not whole or across a break."""
    values = raw.whole_values
    if not is_summed_over_a_year(raw.indicator):
        return values
    length = PARTS_PER_YEAR[raw.indicator.grain]
    sums = arithmetic.rolling_sum(values, length)
    sums[:, arithmetic.barred(raw.indicator, raw.slice, raw.periods, length - 1)] = np.nan
    return sums


def beside(raw: Series, key: str, selection: Selection, data: Data) -> np.ndarray | None:
    """The key's count for the same places at the end of each period, or in the newest month not long before it.

    Region × period; None where nothing of it is stored. StoreDamaged.
    """
    try:
        if not data.has(key):
            return None
        chosen = catalogue.indicator(key).default_slice
        found = data.series(key, chosen, raw.regions, selection.as_of)
    except StoreDamaged:
        raise  # what cannot be read is not said to be unfetched
    except (NothingPublishedYet, StoreError, UsageError):
        return None
    return _at_ends(found, raw.periods)


def _at_ends(found: Series, periods: Sequence[Period]) -> np.ndarray:
    month = _last_months(found.periods)
    at = {ends: n for n, ends in enumerate(month)}
    values = np.full((len(found.regions), len(periods)), np.nan)
    for n, last in enumerate(_last_months(periods)):
        for back in range(MOST_MONTHS_OLD + 1):
            if last - back in at:
                values[:, n] = found.values[:, at[last - back]]
                break
    return np.where(values > 0, values, np.nan)


def _last_months(periods: Sequence[Period]) -> list[int]:
    """The running number of the month each period ends with."""
    parts = PARTS_PER_YEAR[periods[0].grain] if periods else 1
    return [period.year * 12 + period.part * 12 // parts - 1 for period in periods]
