"""How much the newest figure of a measure is usually changed by later publications: the gate of the newest period."""

from statistics import median
from typing import TYPE_CHECKING

from dashboard.data.series import Data
from dashboard.words.judging.thresholds import in_force
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Status
from loaders.ground.errors import NothingPublishedYet, StoreError

if TYPE_CHECKING:
    from dashboard.views.scene import Scene


def usual_revision(seen: "Scene", data: Data, code: str, period: str) -> float | None:
    """Median size of what later publications did to the newest figure of each of the last ones before this.

    In points for a share, else in per cent; None under three of them, and for another period than the newest.
    Incomplete figures are left out: they are not compared anyway.
    """
    raw = seen.raw
    if raw.newest((code,)) != period:
        return None
    key = ("usual revision", raw.indicator.id, tuple(raw.slice.items()), code, seen.selection.as_of, in_force().tests)
    return data.remember(key, lambda: _median_revision(seen, data, code))


def _median_revision(seen: "Scene", data: Data, code: str) -> float | None:
    known = sorted({one.published for one in seen.raw.publications})[:-1][-in_force().tests.revisions :]
    if len(known) < in_force().tests.revisions_least:
        return None
    sizes = []
    for moment in known:
        try:
            before = data.series(seen.indicator.id, dict(seen.raw.slice), (code,), day_in_sweden(moment))
        except (NothingPublishedYet, StoreError):
            continue
        newest = before.newest((code,))
        first = before.value(code, newest) if newest else None
        now = seen.raw.value(code, newest) if newest else None
        if first is None or now is None or before.status_of(code, newest) is Status.INCOMPLETE or not newest:
            continue
        if seen.indicator.is_share:
            sizes.append(abs(now - first))
        elif first > 0:
            sizes.append(abs(100 * (now - first) / first))
    return median(sizes) if len(sizes) >= in_force().tests.revisions_least else None
