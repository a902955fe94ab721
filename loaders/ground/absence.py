"""Why a cell that no publication has held is empty: not applicable, missing, or not published yet."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from loaders.ground import places
from loaders.ground.enums import Level, Status
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import Period

_NOT_APPLICABLE, _MISSING, _NOT_PUBLISHED = (
    STATUS_CODE[status] for status in (Status.NOT_APPLICABLE, Status.MISSING, Status.NOT_PUBLISHED)
)


@cache
def _of_places(regions: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Level of each place, and the year its code is valid from."""
    found = [places.place(code) for code in regions]
    return np.array([one.level for one in found]), np.array([one.since for one in found])


@cache
def _years(periods: tuple[str, ...]) -> np.ndarray:
    """Year of each period."""
    return np.array([Period(period).year for period in periods])


def with_reasons(panel: Panel, exists_since: Mapping[Level, str]) -> Panel:
    """The panel with a status in every cell of places that have any row at all; the others are left as they are.

    Of each level and slice: before its first period with rows, before the declared one, and in years before a place's
    code was valid, nothing can be there (not_applicable); after its last nothing is published yet (not_published);
    between the publisher has left the cell out (missing). What is missing before a level's declared beginning is not
    applicable too: a table that has a row for every cell says ``..`` there.
    """
    regions, periods = panel.axes[REGION], panel.axes[PERIOD]
    if not len(regions) or not len(periods):
        return panel
    held = panel.status != NO_ROW
    status = panel.status.copy()
    levels, since_years = _of_places(tuple(regions))
    position = np.arange(len(periods))
    for level in dict.fromkeys(levels):
        rows = np.flatnonzero(levels == level)
        there = held[..., rows, :].any(axis=-2)
        any_there = there.any(axis=-1, keepdims=True)
        first = np.where(any_there, there.argmax(axis=-1)[..., None], len(periods))
        last = np.where(any_there, len(periods) - 1 - there[..., ::-1].argmax(axis=-1)[..., None], -1)
        since = exists_since.get(level, "")
        begins = next((n for n, period in enumerate(periods) if period >= since), len(periods))
        before = np.isnan(panel.values[..., rows, :]) & (status[..., rows, :] == _MISSING) & (position < begins)
        status[..., rows, :] = np.where(before, _NOT_APPLICABLE, status[..., rows, :])
        early = position < np.maximum(first, begins)
        reason = np.where(early, _NOT_APPLICABLE, np.where(position > last, _NOT_PUBLISHED, _MISSING))
        empty = ~held[..., rows, :] & held[..., rows, :].any(axis=-1, keepdims=True)
        status[..., rows, :] = np.where(empty, reason[..., None, :], status[..., rows, :])
    years = _years(tuple(periods))
    for n in np.flatnonzero(since_years > years[0]):
        gap = (years < since_years[n]) & ~held[..., n, :] & (status[..., n, :] != NO_ROW)
        status[..., n, :][gap] = _NOT_APPLICABLE
    return replace(panel, status=status.astype(np.uint8))
