"""A municipality hidden alone cannot be had by subtraction from what is shown."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loaders.catalogue import indicator
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.hidden_pairs import protected
from loaders.ground.panel import STATUS_CODE, Panel

NIGHTS = indicator("guest_nights")
HOME = tuple(place.code for place in places.municipalities("23"))
HIDDEN = STATUS_CODE[Status.SUPPRESSED]


def panel(hidden: dict[str, tuple[int, ...]], periods: int = 2, county: str = "23") -> Panel:
    """County and municipalities with 100, 200, … nights each month (the county their sum), some of them hidden."""
    homes = tuple(sorted(place.code for place in places.municipalities(county)))
    made = Panel.empty({"region_code": (county, *homes), "period": tuple(f"2026-{n + 1:02d}" for n in range(periods))})
    for n, code in enumerate(homes, start=1):
        made.values[n] = 100.0 * n
        made.status[n] = 0
        for at in hidden.get(code, ()):
            made.values[n, at], made.status[n, at] = np.nan, HIDDEN
    made.values[0], made.status[0] = 100.0 * sum(range(1, len(homes) + 1)), 0
    return made


def value(found: Panel, code: str, at: int) -> float:
    return float(found.values[found.axes["region_code"].index(code), at])


def test_with_one_hidden_the_smallest_other_is_hidden_too_and_the_county_stays():
    """Ragunda (2303) has 100 and is hidden in January; Bräcke (2305) has 200 and goes with it. February is whole."""
    given_ = panel({"2303": (0,)})
    found = protected(given_, NIGHTS)
    assert np.isnan(value(found, "2305", 0))
    assert found.status[2, 0] == HIDDEN
    assert value(found, "23", 0) == 3600.0
    assert value(found, "2309", 0) == 300.0
    assert value(found, "2305", 1) == 200.0
    assert value(given_, "2305", 0) == 200.0


def test_with_two_hidden_nothing_more_is_hidden():
    found = protected(panel({"2303": (0,), "2326": (0,)}), NIGHTS)
    assert int(np.isnan(found.values[:, 0]).sum()) == 2


def test_a_county_of_one_municipality_is_hidden_with_it():
    found = protected(panel({"0980": (1,)}, county="09"), NIGHTS)
    assert np.isnan(value(found, "09", 1))
    assert value(found, "09", 0) == 100.0


def test_other_indicators_are_left_as_they_are():
    given_ = panel({"2303": (0,)})
    assert protected(given_, replace(NIGHTS, complementary=False)) is given_


@given(st.lists(st.sets(st.sampled_from(HOME), max_size=8), min_size=1, max_size=4))
def test_no_hidden_number_is_the_county_less_what_is_shown(months):
    hidden = {code: tuple(n for n, codes in enumerate(months) if code in codes) for code in HOME}
    found = protected(panel(hidden, len(months)), NIGHTS)
    for at in range(len(months)):
        absent = [code for code in HOME if np.isnan(value(found, code, at))]
        assert len(absent) != 1
        assert {code for code in HOME if at in hidden[code]} <= set(absent)
