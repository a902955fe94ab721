"""Circular industries of small places: shares in whole per cent, no persons, and nothing that gives them back.

A place is small where it is a municipality or a county of one. Its persons in an industry, and in the lists that hold
few, are hidden; its shares are whole per cent, so that share times base tells no person. Of the nation, from which the
counties take a county of one away, the persons are hidden too where all counties are there. What they are divided by is
shown: it is the number of employed, which every place publishes. Where a county is shown to have none, so are its
municipalities: that is known anyway, and a nought tells of nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np

from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import NO_ROW, REGION, STATUS_CODE, Panel

PERSONS = "circular_employed"
BRANCHES = "circular_branches"
HIGHEST = "circular_share_highest"
SHARES = ("circular_share", "circular_share_lowest", HIGHEST)
IDS = frozenset({PERSONS, BRANCHES, *SHARES})
BASES = ("all", "business")
_BRANCH = "branch"
_NATION_DECIMALS = 1
UNDER_A_HALF = 0.499999
"""The highest of a share that is not nought and rounds to it: shares are stored with six decimals. Of whole per cent;
of shares with one decimal it is a tenth of that."""


class Stored(Protocol):
    """What a panel is read from: a store, or what a request holds of one."""

    def read(
        self,
        indicator_id: str,
        *,
        slice: Mapping[str, str | tuple[str, ...]] | None = None,
        regions: tuple[str, ...] | None = None,
        as_of: date | None = None,
    ) -> Panel:
        """A panel as it is stored."""


def is_small(code: str) -> bool:
    """Whether a place is a municipality, or a county that is one municipality."""
    place = places.place(code)
    if place.level is Level.COUNTY and not place.is_summed:
        return len(places.municipalities(code)) == 1
    return place.level is not Level.NATION


def protected(indicator_id: str, panel: Panel, regions_there: tuple[str, ...]) -> Panel:
    """A panel of one of ``IDS`` as it may be shown. regions_there: every place with figures, also those not read."""
    small = np.array([is_small(code) for code in panel.axes[REGION]], bool)
    whole = np.array([code == places.NATION and _tells_a_small_county(regions_there) for code in panel.axes[REGION]])
    values, status, symbol = panel.values.copy(), panel.status.copy(), panel.symbol.copy()
    if indicator_id in SHARES:
        is_highest = indicator_id == HIGHEST
        values[..., small, :] = _shown(values[..., small, :], 0, is_highest=is_highest)
        values[..., whole, :] = _shown(values[..., whole, :], _NATION_DECIMALS, is_highest=is_highest)
        return replace(panel, values=values)
    hidden = np.broadcast_to((small | whole)[:, None], panel.shape) & (panel.status != NO_ROW)
    if indicator_id == BRANCHES and _BRANCH in panel.axes:
        of_bases = np.array([code in BASES for code in panel.axes[_BRANCH]])
        shape = [1] * len(panel.shape)
        shape[list(panel.axes).index(_BRANCH)] = len(of_bases)
        hidden = hidden & ~of_bases.reshape(shape)
    hidden &= ~_of_none(panel)
    values[hidden], status[hidden], symbol[hidden] = np.nan, STATUS_CODE[Status.SUPPRESSED], 0
    return replace(panel, values=values, status=status, symbol=symbol)


def with_counties(regions: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
    """Places with the counties they lie in, as far as those have figures: what they show decides of their parts."""
    counties = (places.place(code).county for code in regions if is_small(code))
    return tuple(dict.fromkeys((*regions, *(county for county in counties if county in there))))


def _of_none(panel: Panel) -> np.ndarray:
    """Cells of municipalities whose county is shown to have nobody."""
    codes = panel.axes[REGION]
    none = np.zeros(panel.shape, bool)
    for n, code in enumerate(codes):
        county = places.place(code).county
        if len(code) == 4 and county in codes and not is_small(county):
            none[..., n, :] = panel.values[..., codes.index(county), :] == 0
    return none


def _tells_a_small_county(regions: tuple[str, ...]) -> bool:
    """Whether the nation less its other counties is a county of one municipality."""
    counties = places.codes_at([Level.COUNTY])
    return set(counties) <= set(regions) and any(is_small(code) for code in counties)


def _rounded(values: np.ndarray, decimals: int) -> np.ndarray:
    """Half away from zero, as displayed."""
    scale = 10.0**decimals
    rounded: np.ndarray = np.floor(values * scale + 0.5 + 1e-9) / scale
    return rounded


def _shown(values: np.ndarray, decimals: int, *, is_highest: bool) -> np.ndarray:
    """Rounded; the highest of what is not nought stays above it, so that it can be said to be under a half."""
    rounded = _rounded(values, decimals)
    return np.where((rounded == 0) & (values > 0), UNDER_A_HALF / 10**decimals, rounded) if is_highest else rounded


@dataclass(frozen=True, slots=True)
class BranchShare:
    """The lowest and the highest per cent an industry can be of a base, rounded to ``decimals`` as ``_shown`` does.

    is_estimated: reckoned from size classes.
    """

    low: float
    high: float
    is_estimated: bool
    decimals: int = 0


def shares_by_branch(
    store: Stored, region: str, period: str, classification: str, as_of: date | None = None
) -> Mapping[str, Mapping[str, BranchShare]]:
    """Base → industry → its share in a place; bases that are not known are left out.

    Whole per cent, and one decimal of the nation: what may be shown where persons may not. The errors of
    ``Store.read``. Empty where the place has no figures of the period.
    """
    decimals = _NATION_DECIMALS if region == places.NATION else 0
    panel = store.read(BRANCHES, slice={"classification": classification}, regions=(region,), as_of=as_of)
    if "classification" in panel.axes:
        panel = panel.take(classification=classification)
    if period not in panel.axes["period"]:
        return {}
    here = panel.take(region_code=region, period=period)
    low, high = (
        dict(zip(here.axes[_BRANCH], here.take(bound=edge).values.tolist(), strict=True))
        for edge in ("lowest", "highest")
    )
    guessed = STATUS_CODE[Status.ESTIMATED]
    estimated = dict(zip(here.axes[_BRANCH], here.take(bound="lowest").status == guessed, strict=True))
    found: dict[str, dict[str, BranchShare]] = {}
    for base in BASES:
        if base not in low or np.isnan(high[base]) or high[base] <= 0:
            continue
        found[base] = {
            code: _share((low[code], high[code]), (low[base], high[base]), bool(estimated[code]), decimals)
            for code in here.axes[_BRANCH]
            if code not in BASES and not np.isnan(high[code])
        }
    return found


def _share(part: tuple[float, float], base: tuple[float, float], is_estimated: bool, decimals: int) -> BranchShare:
    """The share of a part of a base, each from its lowest to its highest. Persons hidden in an industry are hidden in
    its base too."""
    least, most = base[1], base[0]
    if base[0] != base[1]:
        least, most = base[1] - part[1] + part[0], base[0] - part[0] + part[1]
    ends = [100 * persons / whole if whole > 0 else 0.0 for persons, whole in ((part[0], least), (part[1], most))]
    lowest, highest = np.minimum(np.array(ends), 100.0)
    return BranchShare(
        float(_shown(lowest, decimals, is_highest=False)),
        float(_shown(highest, decimals, is_highest=True)),
        is_estimated,
        decimals,
    )
