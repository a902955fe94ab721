"""When is what comes a revision, and when another series: figures to check by hand, and shapes that vary."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.catalogue import CATALOGUE
from loaders.fetching.revisions import FEWEST, SHOWN, Verdict, judged_together, measured
from loaders.ground import places
from loaders.ground.declarations import Code, FileQuery, Measure, Status
from loaders.ground.panel import STATUS_CODE, Panel, Publication
from loaders.store import Scope

QUERY = FileQuery(source="scb", table="rows", measures=(Measure(Code("n")),))
INDICATOR = CATALOGUE["population"]
HOME = tuple(place.code for place in places.municipalities("23"))
YEARS = tuple(str(year) for year in range(2010, 2020))
EVERYTHING = Scope()


def panel(regions=HOME, years=YEARS, value=lambda region, year: 1000.0):
    made = Panel.empty({"region_code": tuple(regions), "period": tuple(years)})
    for n, region in enumerate(regions):
        for m, year in enumerate(years):
            figure = value(region, year)
            made.values[n, m] = np.nan if figure is None else figure
            made.status[n, m] = STATUS_CODE[Status.SUPPRESSED if figure is None else Status.EMPTY]
    return made


def changed(count, old=1000.0, new=1001.0):
    """A value function that gives ``new`` for the first ``count`` cells in reading order and ``old`` for the rest."""
    order = {key: n for n, key in enumerate((region, year) for region in HOME for year in YEARS)}
    return lambda region, year: new if order[region, year] < count else old


def by_file(new, before, **options):
    return measured(new, before, INDICATOR, QUERY, **options)


def by_fetch(new, before):
    return measured(new, before, INDICATOR, QUERY, asked=EVERYTHING)


def test_more_than_a_third_of_at_least_fifty_is_most():
    before = panel(HOME[:6])  # 6 places × 10 years = 60 figures
    twenty, more = (
        by_file(panel(HOME[:6], value=changed(20)), before),
        by_file(panel(HOME[:6], value=changed(21)), before),
    )
    assert (twenty.touched, twenty.revised, twenty.revises_most) == (60, 20, False)
    assert (more.touched, more.revised, more.revises_most) == (60, 21, True)
    few = by_file(panel(HOME[:7], YEARS[:7], value=changed(99)), panel(HOME[:7], YEARS[:7]))  # 49 figures, all others
    assert (few.touched, few.revised, few.revises_most, few.is_notable) == (49, 49, False, True)
    assert FEWEST == 50


def test_ten_changes_are_shown_old_beside_new_ours_and_newest_first():
    found = by_file(panel(value=changed(80)), panel(), first={"region_code": ("2380",)})
    assert len(found.examples) == SHOWN
    assert {one.key["region_code"] for one in found.examples} == {"2380"}
    assert [one.key["period"] for one in found.examples] == list(reversed(YEARS))
    assert {(one.old, one.new) for one in found.examples} == {(1000.0, 1001.0)}


def test_a_shorter_file_is_no_revision_of_years_it_does_not_cover():
    found = by_file(panel(years=YEARS[5:]), panel())
    assert (found.touched, found.revised, found.keys, found.gone) == (40, 0, 40, 0)


def test_a_file_of_most_of_a_countys_municipalities_lacks_the_others():
    lacking = by_file(panel(HOME[:7]), panel())  # 7 of 8: ten of eighty keys are gone
    assert (lacking.keys, lacking.gone, lacking.loses_much) == (80, 10, True)
    assert [(one.old, one.new) for one in lacking.examples] == [(1000.0, None)] * 10
    extract = by_file(panel(HOME[:4]), panel())  # half of them is an extract
    assert (extract.keys, extract.gone, extract.loses_much) == (40, 0, False)


def test_one_municipality_of_all_is_too_few_to_stop_and_a_whole_county_is_not():
    every = places.codes_at([next(iter(INDICATOR.queries[0].levels[2:]))])
    before = panel(every, YEARS[:1])
    assert by_file(panel(every[1:], YEARS[:1]), before).loses_much is False  # 1 of 290
    gone = tuple(code for code in every if not code.startswith(("01", "14")))  # 26 and 49 municipalities
    found = by_file(panel(gone, YEARS[:1]), before)
    assert (found.keys, found.gone, found.loses_much) == (290, 290 - len(gone), True)


def test_two_counties_of_twenty_one_are_an_extract():
    counties = tuple(code for code in places.codes_at(INDICATOR.queries[0].levels) if len(code) == 2 and code != "00")
    found = by_file(panel(("20", "23")), panel(counties))
    assert (found.touched, found.keys, found.gone) == (20, 20, 0)


def test_a_blank_is_gone_and_a_stated_reason_is_a_revision():
    hidden = by_file(panel(value=lambda region, year: None), panel())  # suppressed with no sign is stated all the same
    assert (hidden.revised, hidden.gone, hidden.after) == (80, 0, None)
    blank = panel()
    blank.values[:], blank.status[:] = np.nan, STATUS_CODE[Status.MISSING]
    found = by_file(blank, panel())
    assert (found.touched, found.gone, found.keys) == (0, 80, 80)


@pytest.mark.parametrize(
    ("what", "old", "new", "moved"),
    [
        ("persons in thousands", 63_000.0, 63.0, True),
        ("per cent as a share", 7.9, 0.079, True),
        ("registrations over deregistrations", 121.0, 39.0, True),
        ("a rebased series of BAS", 32_100.0, 33_400.0, False),
        ("a series half as large again", 100.0, 150.0, False),
        ("a little more than that", 100.0, 151.0, True),
        ("a growth of the other sign", 2.0, -2.0, True),
        ("nothing where there was something", 4.0, 0.0, True),
        ("something where there was nothing", 0.0, 4.0, True),
        ("nothing as before", 0.0, 0.0, False),
    ],
)
def test_the_middle_moves_by_more_than_half_where_it_is_another_thing(what, old, new, moved):
    found = by_fetch(panel(value=lambda region, year: new), panel(value=lambda region, year: old))
    assert (found.before, found.after, found.is_moved) == (old, new, moved), what


def test_signed_figures_around_nought_move_by_their_size():
    old = panel(value=lambda region, year: -10.0 if int(year) % 2 else 10.0)
    new = panel(value=lambda region, year: -0.01 if int(year) % 2 else 0.01)
    found = by_fetch(new, old)
    assert (found.before, found.after, found.is_moved) == (0.0, 0.0, True)


def of_publication(made, *, manual):
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    stored = Publication(table="rows", published=moment, fetched=moment, updated=moment, manual=manual)
    return replace(made, publication=np.zeros(made.shape, np.int16), publications=(stored,))


def test_a_fetch_stands_against_a_persons_file_and_a_file_does_not():
    before, new = of_publication(panel(), manual=True), panel(value=lambda region, year: 9000.0)
    assert by_fetch(new, before).touched == 0
    assert by_file(new, before).revises_most
    assert by_fetch(new, of_publication(panel(), manual=False)).is_moved


def test_what_another_table_gave_is_not_touched():
    other = replace(QUERY, table="other")
    found = measured(panel(value=changed(80)), of_publication(panel(), manual=False), INDICATOR, other)
    assert (found.touched, found.keys) == (0, 0)


@pytest.mark.parametrize(
    ("status", "touched"), [(Status.INCOMPLETE, 0), (Status.ESTIMATED, 0), (Status.PRELIMINARY, 80)]
)
def test_figures_that_are_known_to_change_are_no_measure(status, touched):
    before = panel()
    before.status[:] = STATUS_CODE[status]
    assert by_fetch(panel(value=changed(80)), before).touched == touched


def test_a_file_that_changes_most_only_as_a_whole_is_judged_as_a_whole():
    half = HOME[:4]  # 4 × 10 = 40 figures of each indicator, all others
    one = by_file(panel(half, value=lambda region, year: 7.0), panel(half))
    judged = list(judged_together([one, replace(one, indicator_id="grp")], Verdict.REFUSED))
    assert not one.revises_most and [each.verdict for each in judged] == [Verdict.REFUSED] * 2
    assert [each.verdict for each in judged_together([one], Verdict.REFUSED)] == [None]


shapes = st.tuples(st.integers(1, 8), st.integers(1, 10), st.integers(0, 2**32 - 1))


@given(shapes)
@settings(max_examples=60, deadline=None)
def test_a_part_of_what_is_stored_revises_nothing_and_loses_nothing_it_does_not_cover(shape):
    rows, years, seed = shape
    drawn = np.random.default_rng(seed)
    figures = {(region, year): float(drawn.integers(0, 5000)) for region in HOME for year in YEARS}
    before = panel(value=lambda region, year: figures[region, year])
    found = by_file(panel(HOME[:rows], YEARS[-years:], lambda region, year: figures[region, year]), before)
    assert (found.touched, found.revised) == (rows * years, 0)
    covered = 8 if rows > 4 else rows
    assert (found.keys, found.gone) == (covered * years, (covered - rows) * years)


@given(st.floats(0.001, 1000), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_a_scale_is_found_wherever_it_is_more_than_half_off(factor, seed):
    drawn = np.random.default_rng(seed)
    figures = {(region, year): float(drawn.integers(1, 5000)) for region in HOME for year in YEARS}
    before = panel(value=lambda region, year: figures[region, year])
    found = by_fetch(panel(value=lambda region, year: figures[region, year] * factor), before)
    if abs(abs(factor - 1) - 0.5) > 1e-6:
        assert found.is_moved is (abs(factor - 1) > 0.5)
    assert found.revises_most is (abs(factor - 1) > 1e-9)
