"""Commuters and the yearly registers of work and home: a year moves from the preliminary table to the final one."""

from datetime import date

import pytest

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders.demo.shapes import Publication
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUSES
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import TODAY, bench

IDS = ("employed_day_and_night", "commuters_in", "commuters_out")
REGISTER = "employed_day_and_night"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("commuting")) as made:
        yield made


@pytest.fixture
def filled(source, tmp_path):
    """What the publisher has on 22 November 2026: final to 2024, preliminary 2025."""
    source.publisher.reset()
    source.publisher.set_today(TODAY)
    yield source.filled(tmp_path, *IDS)
    source.publisher.reset()
    source.publisher.set_today(TODAY)


def years(settings):
    """Whether each stored year is preliminary."""
    panel = Store(settings.store_dir).read(REGISTER, slice={"basis": "workplace"}, regions=("2321",))
    statuses = [STATUSES[code] for code in panel.status[0]]
    return {year: status is Status.PRELIMINARY for year, status in zip(panel.axes["period"], statuses, strict=True)}


def test_who_works_in_a_municipality_lives_there_or_commutes_in(filled):
    store = Store(filled.store_dir)

    def persons(id_, **chosen):
        return store.read(id_, slice=chosen, regions=("2321",)).values[0][:5]

    into, out = persons("commuters_in"), persons("commuters_out")
    day, night = (persons(REGISTER, basis=basis) for basis in ("workplace", "residence"))
    assert abs((into - out) - (day - night)).max() <= 4  # the register's noise
    assert store.read("commuters_in").axes["region_code"][0] == "0114"  # municipalities alone


def test_commuters_of_several_municipalities_are_not_added_up(filled):
    data = Data(Store(filled.store_dir), "23", today=lambda: TODAY)

    def shown(slug, region):
        return view(parse(f"/indikator/{slug}", f"region={region}", home="23"), data)

    own = shown("inpendlare", "2303+2321")
    assert "den som pendlar mellan kommunerna skulle räknas, fast den stannar inom området" in own.sentence
    assert shown("utpendlare", "23-2380").sentence == (
        "Utpendlare: går inte att räkna ut för övriga länet, eftersom den som pendlar mellan kommunerna skulle räknas, "
        "fast den stannar inom området."
    )
    assert shown("sysselsatta-per-ar", "23-2380").sentence.startswith("Antalet sysselsatta i övriga länet var ")


def test_a_year_moves_to_the_final_table_and_the_preliminary_one_may_let_it_go(source, filled):
    assert years(filled) == {"2020": False, "2021": False, "2022": False, "2023": False, "2024": False, "2025": True}
    source.publisher.set_today(date(2026, 12, 1))
    report = source.fetch(filled.data, REGISTER, today=date(2026, 12, 1))
    assert not report.failed
    assert years(filled)["2025"] is False
    source.publisher.set_today(date(2027, 3, 1))  # TAB3785 has 2026 alone now
    report = source.fetch(filled.data, REGISTER, today=date(2027, 3, 1))
    assert not report.failed, [table.failures for table in report.tables]
    assert not any(change.withdrawn.count for table in report.tables for change in table.changes)
    assert list(years(filled).values()) == [False] * 6 + [True]


def test_years_the_preliminary_table_still_has_do_not_hide_final_ones(source, filled):
    source.publisher.set_calendar("TAB3785", [Publication(date(2026, 3, 2), 2020, 2025)])
    before = Store(filled.store_dir).read(REGISTER)
    assert not source.fetch(filled.data, REGISTER).failed
    assert years(filled) == {"2020": False, "2021": False, "2022": False, "2023": False, "2024": False, "2025": True}
    assert (Store(filled.store_dir).read(REGISTER).values == before.values).all()


def test_neither_table_is_late_in_november_and_the_final_one_is_after_its_own_time(source, filled):
    on_time = source.fetch(filled.data, REGISTER)
    assert not any(table.late for table in on_time.tables)
    late = source.fetch(filled.data, REGISTER, today=date(2026, 12, 10))
    assert [bool(table.late) for table in late.tables] == [True, False]


def test_a_page_says_the_number_of_the_year_and_that_norway_is_not_in_it(filled):
    data = Data(Store(filled.store_dir), "23", today=lambda: TODAY)
    shown = view(parse("/indikator/utpendlare", "region=2321", home="23"), data)
    assert "utpendlare" in shown.sentence and "2024" in shown.sentence and "Åre kommun" in shown.sentence
    assert "arbetar i Norge finns inte i registret" in shown.caveat
    both = view(parse("/indikator/sysselsatta-per-ar", "region=2321", home="23"), data)
    assert "2025" in both.sentence and "Nettopendlingen är" in both.sentence
