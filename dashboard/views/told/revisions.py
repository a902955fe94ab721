"""What later publications did to the figure shown at the last meeting, and whether the conclusion stands."""

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views import judged, marks
from dashboard.views.scene import Scene, scene
from dashboard.words import Claim, Number
from dashboard.words.kinds import beside
from loaders.ground.declarations import Kind, Status
from loaders.ground.errors import NothingPublishedYet, StoreError, UsageError

MONTHS_BACK = 24
_UNTOUCHED = (Kind.PROJECTION, Kind.GROWTH, Kind.LUMPS, Kind.RARE)


def revised(seen: Scene, data: Data, claim: Claim) -> str:
    """That the figure which was newest at the last meeting is another now, and whether the conclusion stands."""
    if seen.indicator.kind in _UNTOUCHED or seen.selection.until:
        return ""
    day = marks.since(data, seen.selection.as_of).day
    own = seen.own.code
    try:
        before = data.series(seen.indicator.id, seen.selection.full_slice(), (own,), day)
    except (NothingPublishedYet, StoreError):
        return ""
    newest = before.newest((own,))
    if not newest or newest not in seen.periods or before.status_of(own, newest) is Status.INCOMPLETE:
        return ""
    changed = _changed(before, seen)
    if newest not in changed or not changed[newest]:
        return ""
    try:
        then = scene(seen.selection.but(as_of=day, since=""), data)
        earlier = judged.judged(then, data, then.own, newest)
    except (NothingPublishedYet, StoreError, UsageError):
        return ""
    whole = sum(changed.values()) > len(changed) / 2 and len(changed) > MONTHS_BACK // 2
    again = judged.judged(seen, data, seen.own, newest)
    return beside.revised(again, earlier, day, whole=whole) if isinstance(again, Number) else ""


def _changed(before: Series, seen: Scene) -> dict[str, bool]:
    """Whether each of the last periods that were known then is displayed otherwise now."""
    own, decimals = seen.own.code, seen.decimals_of(seen.own)
    known = [period for period in before.periods[-MONTHS_BACK:] if before.value(own, period) is not None]
    found = {}
    for period in known:
        now = seen.raw.value(own, period)
        if now is not None:
            pair = arithmetic.displayed(np.array([before.value(own, period), now]), decimals)
            found[str(period)] = bool(pair[0] != pair[1])
    return found
