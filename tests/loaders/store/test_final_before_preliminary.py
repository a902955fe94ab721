"""A year that two tables have: the final one's figure stands, whichever came later, and as known on each day."""

from datetime import date

import pytest

from loaders.ground.declarations import Status
from loaders.store import Scope, Store
from tests.loaders.store.publishing import held, publish

ALL_YEARS = Scope({"region_code": ("23",)})
SEEN = {"table": "ahead", "marks": (Status.PRELIMINARY,)}


def year(figure, of):
    return {("23", str(of)): figure}


@pytest.fixture
def store(tmp_path):
    """Final to 2024; then a preliminary table with 2024 as well as 2025; then 2025 final, and 2026 ahead."""
    made = Store(tmp_path)
    publish(made, year(100, 2023) | year(110, 2024), "2025-12-01", table="final", scope=ALL_YEARS)
    publish(made, year(999, 2024) | year(120, 2025), "2026-02-26", scope=ALL_YEARS, **SEEN)
    publish(made, year(100, 2023) | year(110, 2024) | year(121, 2025), "2026-11-30", table="final", scope=ALL_YEARS)
    publish(made, year(130, 2026), "2027-02-26", scope=Scope({"region_code": ("23",)}, since="2026"), **SEEN)
    return made


def test_a_final_figure_stands_before_a_later_preliminary_one(store):
    assert held(store.read("made_up", as_of=date(2026, 3, 1))) == {
        ("23", "2023"): (100, ""),
        ("23", "2024"): (110, ""),
        ("23", "2025"): (120, "preliminary"),
    }


def test_a_year_moves_from_the_preliminary_table_to_the_final_one_and_is_never_withdrawn(store):
    assert held(store.read("made_up")) == {
        ("23", "2023"): (100, ""),
        ("23", "2024"): (110, ""),
        ("23", "2025"): (121, ""),
        ("23", "2026"): (130, "preliminary"),
    }


def test_what_the_final_table_has_no_figure_of_stays_preliminary(tmp_path):
    store = Store(tmp_path)
    asked = Scope({"region_code": ("22", "23")})
    publish(store, {("22", "2024"): 1, ("23", "2023"): 2, ("23", "2024"): 3}, "2025-12-01", table="final", scope=asked)
    publish(store, {("22", "2023"): 9, ("23", "2023"): 9}, "2026-02-26", scope=asked, **SEEN)
    found = held(store.read("made_up"))
    assert found["22", "2023"] == (9, "preliminary")  # the final table's own *missing* says nothing
    assert found["23", "2023"] == (2, "")


def test_a_final_word_that_a_figure_is_hidden_hides_the_preliminary_one(tmp_path):
    store = Store(tmp_path)
    publish(store, year(3, 2025), "2026-02-26", **SEEN)
    publish(store, year((None, Status.SUPPRESSED, ".."), 2025), "2026-11-30", table="final")
    assert held(store.read("made_up")) == {("23", "2025"): (None, "suppressed")}


def test_of_two_final_tables_the_later_one_stands_as_before(tmp_path):
    store = Store(tmp_path)
    publish(store, year(1, 2025), "2026-03-01", table="one")
    publish(store, year(2, 2025), "2026-02-01", table="other")
    assert held(store.read("made_up")) == {("23", "2025"): (1, "")}
