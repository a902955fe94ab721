"""Totals of riket that Tillväxtanalys has told: what differs warns, and nothing is stopped by it."""

import numpy as np
import pytest

from loaders.catalogue import indicator
from loaders.fetching.known_totals import against
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel, Status
from loaders.ground.periods import span
from loaders.ground.places import codes_at
from tests.loaders.fetching.publisher_bench import bench

COUNTIES = tuple(codes_at(["län"]))


def panel(total, first="2025-01", last="2025-12", regions=COUNTIES):
    """A total spread over all cells, what is left over in the first."""
    made = Panel.empty({REGION: regions, PERIOD: span(first, last)})
    each = total // made.values.size
    made.values[...], made.status[...] = each, STATUS_CODE[Status.EMPTY]
    made.values[0, 0] += total - each * made.values.size
    return made


@pytest.mark.parametrize(
    ("id_", "first", "total"),
    [
        ("bankruptcies", "2025-01", 10_731),
        ("bankruptcies", "2025-01", 10_690),
        ("bankruptcies", "2024-01", 10_762),
        ("bankruptcy_employees", "2025-01", 24_882),
        ("bankruptcy_employees", "2024-01", 5),
        ("new_firms", "2025-01", 5),
    ],
)
def test_a_sum_that_is_as_told_or_of_which_nothing_was_told_is_not_remarked_on(id_, first, total):
    assert list(against(panel(total, first, f"{first[:4]}-12"), indicator(id_))) == []


@pytest.mark.parametrize(
    ("id_", "total"), [("bankruptcies", 5_300), ("bankruptcies", 24_882), ("bankruptcy_employees", 10_731)]
)
def test_another_sum_warns_with_both_numbers_and_who_told(id_, total):
    (said,) = against(panel(total), indicator(id_))
    assert said.startswith(f"OBS {id_}: summan av länen för 2025 är {total}, men Tillväxtanalys")
    assert "Siffrorna är lagrade" in said


def test_what_is_not_whole_says_nothing():
    of_one = panel(100, regions=("23",))
    fragment = panel(100, last="2025-11")
    holed = panel(100)
    holed.values[3, 4] = np.nan
    for part in (of_one, fragment, holed):
        assert list(against(part, indicator("bankruptcies"))) == []


def test_riket_itself_is_held_against_the_total_where_the_table_has_it():
    (said,) = against(panel(9_000, regions=("00", *COUNTIES)).take(region_code=("00", "01")), indicator("bankruptcies"))
    assert "riket för 2025 är" in said


def test_made_up_figures_are_not_held_against_it(tmp_path):
    with bench(tmp_path) as made:
        report = made.fetch(tmp_path / "demo", "bankruptcies")
        assert not report.failed and not any("OBS bankruptcies" in said for said in report.tables[0].remarks)
