"""Complementary protection: what is hidden alone must not be had by subtracting its neighbours from their sum.

The publisher hides a municipality for secrecy but shows its county and the county's other municipalities. Whatever is
shown or handed out of an indicator declared ``complementary`` goes through here: where exactly one municipality of a
county is hidden in a month, the smallest of the others (by its usual number, so that it is the same one every month) is
hidden too. What is stored stays as published.
"""

from dataclasses import replace

import numpy as np

from loaders.ground import places
from loaders.ground.declarations import Indicator, Level, Status
from loaders.ground.panel import REGION, STATUS_CODE, Panel

_HIDDEN = STATUS_CODE[Status.SUPPRESSED]


def protected(panel: Panel, indicator: Indicator) -> Panel:
    """The panel as it may be shown: unchanged unless the indicator is ``complementary``.

    The panel must hold all places, last axes region and period. A county that has one municipality only is hidden
    with it, and riket with a county that is hidden alone.
    """
    if not indicator.complementary:
        return panel
    shown = replace(panel, values=panel.values.copy(), status=panel.status.copy(), symbol=panel.symbol.copy())
    position = {code: n for n, code in enumerate(panel.axes[REGION])}
    counties = [code for code in places.codes_at([Level.COUNTY]) if code in position]
    for plane in np.ndindex(panel.shape[:-2]):
        for county in counties:
            _protect(shown, plane, position, county, [place.code for place in places.municipalities(county)])
        if places.NATION in position:
            _protect(shown, plane, position, places.NATION, counties, swap=False)
    return shown


def _protect(
    shown: Panel, plane: tuple[int, ...], position: dict[str, int], whole: str, parts: list[str], swap: bool = True
) -> None:
    """Hide, in each period where one part is hidden alone, a second part; or the whole where there is none to hide."""
    values, status = shown.values[plane], shown.status[plane]
    rows = [position[part] for part in parts if part in position]
    if len(rows) < len(parts):
        return  # several parts were never asked for: nothing can be had by subtraction
    known = ~np.isnan(values[rows])
    alone = (~known).sum(axis=0) == 1
    alone &= ((status[rows] == _HIDDEN) & ~known).any(axis=0) & ~np.isnan(values[position[whole]])
    usual = np.array([np.median(row[~np.isnan(row)]) if (~np.isnan(row)).any() else np.inf for row in values[rows]])
    order = np.argsort(usual, kind="stable")
    for period in np.flatnonzero(alone):
        others = [rows[n] for n in order if known[n, period]] if swap else []
        chosen = others[0] if others else position[whole]
        values[chosen, period] = np.nan
        status[chosen, period] = _HIDDEN
        shown.symbol[plane][chosen, period] = 0
