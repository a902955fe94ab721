"""Facts of August 2026 against August 2025 in county 23, for tests that change one thing of them."""

from datetime import date

from dashboard.words import Facts, Observation
from loaders.ground.declarations import Indicator, Status
from loaders.ground.periods import Period
from loaders.ground.places import place

TODAY = date(2026, 11, 23)


def facts(indicator: Indicator, now: float | None, then: float | None, **known: object) -> Facts:
    """Facts of August 2026 against August 2025 in county 23 unless told."""
    period = known.pop("period", "2026-08")
    base = {"indicator": indicator, "place": place("23"), "today": TODAY, "base_now": 65_000, "spread": 0.02}
    status = known.pop("now_status", Status.EMPTY)
    return Facts(
        **{**base, **known},
        now=Observation(period, now, status),
        then=Observation(Period(period).back(), then),
    )
