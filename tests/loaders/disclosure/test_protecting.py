"""What is hidden beside what is hidden already: the rules one by one, on numbers that can be checked by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loaders.catalogue import indicator
from loaders.disclosure.protecting import protected
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE, Panel

HOME = tuple(place.code for place in places.municipalities("23"))
HIDDEN, BOUND = STATUS_CODE[Status.SUPPRESSED], STATUS_CODE[Status.LOWER_BOUND]


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


def shown(id_: str, given_: Panel) -> Panel:
    return protected({id_: given_}).laid_over(indicator(id_), given_, {})


def value(found: Panel, code: str, at: int) -> float:
    return float(found.values[found.axes["region_code"].index(code), at])


def test_with_one_hidden_the_smallest_other_is_hidden_too_and_the_county_stays():
    """Ragunda (2303) has 100 and is hidden in January; Bräcke (2305) has 200 and goes with it. February is whole."""
    given_ = panel({"2303": (0,)})
    found = shown("guest_nights", given_)
    assert np.isnan(value(found, "2305", 0))
    assert found.status[2, 0] == HIDDEN
    assert value(found, "23", 0) == 3600.0
    assert value(found, "2309", 0) == 300.0
    assert value(found, "2305", 1) == 200.0
    assert value(given_, "2305", 0) == 200.0


def test_with_two_hidden_nothing_more_is_hidden():
    found = shown("guest_nights", panel({"2303": (0,), "2326": (0,)}))
    assert int(np.isnan(found.values[:, 0]).sum()) == 2


def test_a_county_of_one_municipality_is_hidden_with_it():
    found = shown("guest_nights", panel({"0980": (1,)}, county="09"))
    assert np.isnan(value(found, "09", 1))
    assert value(found, "09", 0) == 100.0


@given(st.lists(st.sets(st.sampled_from(HOME), max_size=8), min_size=1, max_size=4))
def test_no_hidden_number_is_the_county_less_what_is_shown(months):
    hidden = {code: tuple(n for n, codes in enumerate(months) if code in codes) for code in HOME}
    found = shown("guest_nights", panel(hidden, len(months)))
    for at in range(len(months)):
        absent = [code for code in HOME if np.isnan(value(found, code, at))]
        assert len(absent) != 1 or np.isnan(value(found, "23", at))
        assert {code for code in HOME if at in hidden[code]} <= set(absent)


def by_birth(total: float, sweden: float, abroad: float, *, bound: bool = False, sign: int = 0) -> Panel:
    """Unemployed of one municipality; NaN is hidden, with the sign ``<5`` where ``sign`` is 1."""
    made = Panel.empty(
        {"birth_region": ("total", "sweden", "abroad"), "region_code": ("2303",), "period": ("2026-08",)}
    )
    made.values[:, 0, 0] = total, sweden, abroad
    made.status[:] = np.where(np.isnan(made.values), HIDDEN, 0)
    if bound:
        made.status[2] = BOUND
    symbol = (np.isnan(made.values) & bool(sign)).astype(np.uint8)
    return Panel(axes=made.axes, values=made.values, status=made.status, symbol=symbol, symbols=("", "<5"))


def test_a_hidden_half_takes_the_other_with_it():
    found = shown("long_term_unemployed", by_birth(22, 20, np.nan, sign=1))
    assert found.values[0, 0, 0] == 22 and np.isnan(found.values[1:, 0, 0]).all()
    assert (found.status[1:, 0, 0] == HIDDEN).all()


def test_a_lower_bound_that_follows_from_the_rest_is_its_number():
    """30 in all and 20 from Sweden: that one group abroad is hidden beside 7 of another would tell that it is 3."""
    found = shown("long_term_unemployed", by_birth(30, 20, 7, bound=True))
    assert found.values[:, 0, 0].tolist() == [30, 20, 10]
    assert found.status[2, 0, 0] == 0


def test_a_lower_bound_beside_a_hidden_half_says_no_more_than_that_it_is_hidden():
    """22 in all, 1–4 from Sweden, 14 and 1–4 abroad: both hidden ones would be 4."""
    found = shown("long_term_unemployed", by_birth(22, np.nan, 14, bound=True, sign=1))
    assert np.isnan(found.values[1:, 0, 0]).all() and found.status[2, 0, 0] == HIDDEN


def test_two_under_five_whose_sum_tells_them_hide_it():
    """Eight of two under five are four and four."""
    found = shown("long_term_unemployed", by_birth(8, np.nan, np.nan, sign=1))
    assert np.isnan(found.values).all()


def test_a_zero_hides_nothing_and_is_not_hidden_where_another_can_be():
    found = shown("long_term_unemployed", by_birth(0, 0, 0))
    assert not np.isnan(found.values).any()
