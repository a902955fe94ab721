"""Övriga länet, comparisons and origin, on a store whose numbers are known."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.arrays import windowed
from dashboard.data.series import Data
from loaders.catalogue import indicator
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.places import municipalities
from tests.dashboard.made import MONTHS, POPULATION

BAS = dict(indicator("unemployment_rate").default_slice)
REST = "23-2380"
OTHERS = [p.code for p in municipalities("23") if p.code != "2380"]


def test_rest_of_county_is_sum_over_sum(data):
    rate = data.series("unemployment_rate", BAS, (REST,))
    jobless = data.series("unemployed", BAS, OTHERS).values.sum(axis=0)
    force = data.series("labour_force", BAS, OTHERS).values.sum(axis=0)
    assert np.allclose(rate.row(REST), 100 * jobless / force)
    mean_of_rates = data.series("unemployment_rate", BAS, OTHERS).values.mean(axis=0)
    assert not np.allclose(rate.row(REST), mean_of_rates)


def test_rest_of_county_sums_counts(data):
    newest = data.series("population", {}, (REST,)).row(REST)[-1]
    assert newest == sum(POPULATION[code] for code in OTHERS)


def test_rest_of_county_has_no_rate_where_periods_do_not_fit(data):
    assert np.isnan(data.series("grp_per_capita", {}, (REST,)).row(REST)).all()


@pytest.mark.parametrize(
    ("id_", "region", "beside"),
    [
        ("unemployment_rate", "2380", (REST, "00")),  # 49 % of the county
        ("unemployment_rate", "2321", ("23", "00")),
        ("unemployment_rate", "23", ("00",)),
        ("unemployment_rate", "00", ("23",)),
        ("grp_per_capita", "2380", ("23", "00")),  # cannot be computed for the rest
        ("population_projection", "2321", ("23",)),  # no riket
        ("unemployment_rate", "0980", ("00",)),  # Gotland is all of its county
    ],
)
def test_default_comparison(data, id_, region, beside):
    assert data.default_compare(indicator(id_), region) == beside


def test_origin_tells_table_days_and_marks(data):
    origin = data.origin("unemployment_rate")
    assert origin.tables == ("TAB6260",)
    assert (origin.published.date(), origin.fetched.date()) == (date(2026, 10, 29), date(2026, 10, 30))
    assert [str(mark) for mark in origin.marks] == ["preliminary"]
    assert origin.synthetic


def test_before_the_first_publication_there_is_nothing(data):
    with pytest.raises(NothingPublishedYet):
        data.series("population", {}, ("23",), date(2026, 1, 1))


def test_a_place_the_indicator_lacks_is_empty_and_says_so(data):
    found = data.series("population", {}, ("0180",))
    assert np.isnan(found.values).all()
    assert str(found.status_of("0180", MONTHS[-1])) == "not_applicable"


def test_everything_is_forgotten_when_the_store_changes(tmp_path):
    class Changing:
        root = tmp_path / "store"

        def __init__(self):
            self.now = "1"

        def version(self):
            return self.now

    changing = Changing()
    data = Data(changing)
    made = [data.remember("key", lambda: object()), data.remember("key", lambda: object())]
    assert made[0] is made[1]
    changing.now = "2"
    assert data.remember("key", lambda: object()) is not made[0]


def test_a_window_without_figures_says_what_there_is(data):
    series = data.series("population", {}, ("23",))
    assert windowed(series, "2022-01", "2022-12") == (24, 35)
    with pytest.raises(UsageError) as caught:
        windowed(series, "2030-01", "")
    assert "från januari 2020 till augusti 2026" in caught.value.message_sv
