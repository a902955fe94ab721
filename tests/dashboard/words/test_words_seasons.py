"""Season sums: winter December–April and summer June–August, each against the season before."""

from datetime import date

import numpy as np
import pytest

from dashboard import words
from dashboard.data import arithmetic
from dashboard.words import Facts, Observation, judge
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Break, Severity
from loaders.ground.periods import span
from loaders.ground.places import place
from tests.dashboard.measures import NIGHTS, UNEMPLOYMENT, declare

OMITTED = PlaceForm.OMITTED
TODAY = date(2026, 11, 23)


def claim(period: str, months: dict[str, float], *, indicator=NIGHTS, base: float = 100_000, since: str = "2014-01"):
    """A county where every month has ``base`` nights, those given apart."""
    values = {p: float(base) for p in span(since, period)} | months
    series = {p: Observation(p, value) for p, value in values.items()}
    return judge(Facts.of_series(indicator, place("23"), series, period, TODAY, spread=0.02))


def test_a_whole_summer():
    """3 × 100 000 before; 120 000 + 130 000 + 140 000 = 390 000 now, thirty per cent more."""
    found = claim("2026-08", {"2026-06": 120_000, "2026-07": 130_000, "2026-08": 140_000})
    assert words.season(found).replace("\xa0", " ") == (
        "Under sommaren, juni–augusti 2026, hade Jämtlands län 390 000 gästnätter, "
        "klart fler än sommaren före (300 000)."
    )
    assert words.sentence(found).endswith(words.season(found))


def test_a_whole_winter_spans_two_years_and_march_and_april_come_together():
    found = claim("2026-04", {"2026-03": 80_000, "2026-04": 120_000})
    assert words.season(found, OMITTED).replace("\xa0", " ") == (
        "Under vintern, december 2025–april 2026, var det 500 000 gästnätter, lika många som vintern före."
    )
    assert "påsken" in words.sentence(found)
    assert words.season(claim("2026-03", {})) == ""


def test_april_shows_its_own_number_and_speaks_of_both_months():
    """80 000 + 120 000 against 100 000 + 100 000."""
    found = claim("2026-04", {"2026-03": 80_000, "2026-04": 120_000})
    assert words.value(found).replace("\xa0", " ") == "120 000"
    assert words.headline(found) == "Mars och april 2026: lika många gästnätter i Jämtlands län som året före"
    assert words.card(found) == (
        "Under mars och april tillsammans var det 200\xa0000 gästnätter, lika många som året före (200\xa0000)."
    )


@pytest.mark.parametrize(
    ("march", "said"),
    [
        (130_000, "230 000 gästnätter, 15 procent fler än året före (200 000)"),
        (103_000, "203 000 gästnätter, i stort sett lika många som året före (200 000)"),
    ],
)
def test_a_per_cent_is_said_of_a_change_only(march, said):
    assert said in words.card(claim("2026-04", {"2026-03": march})).replace("\xa0", " ")


def test_a_winter_so_far():
    found = claim("2026-01", {"2025-12": 90_000})
    assert words.season(found, OMITTED).replace("\xa0", " ") == (
        "Under vintern hittills, december 2025–januari 2026, var det 190 000 gästnätter, "
        "något färre än samma månader vintern före (200 000)."
    )


@pytest.mark.parametrize("period", ["2026-05", "2026-09", "2026-10", "2026-11", "2025-12", "2026-06"])
def test_outside_seasons_and_in_their_first_month_nothing_is_said(period):
    assert words.season(claim(period, {})) == ""


def test_a_season_with_a_hole_is_not_summed():
    assert words.season(claim("2026-08", {"2026-07": float("nan")})) == ""
    assert words.season(claim("2026-08", {"2025-06": float("nan")})) == ""


def test_a_leap_day_is_no_growth():
    """31 + 31 + 29 = 91 days against 90: 333 000 is 3.7 per cent more than 321 000, but 2.6 per cent more a day."""
    nights = {"2023-12": 110_000, "2024-01": 110_000, "2024-02": 113_000}
    found = claim("2024-02", {**nights, "2022-12": 109_000, "2023-01": 109_000, "2023-02": 103_000})
    assert "i stort sett lika många" in words.season(found)


def test_seasons_that_vary_much_need_a_large_change():
    """Summers of 210, 390, 210, 390, 300 thousand: 330 against 300 (+10 per cent) is within what is usual."""
    months = {f"{year}-07": value for year, value in ((2019, 10_000), (2023, 190_000), (2024, 10_000))}
    found = claim("2026-08", {**months, "2026-07": 130_000})
    assert "ungefär lika många som sommaren före" in words.season(found)


def test_a_large_change_of_a_season_that_varies_much_is_within_what_is_usual():
    """Summers of 210, 390, 210, 390, 300 thousand: 390 against 300 is +30 per cent, which is not about as many."""
    months = {f"{year}-07": value for year, value in ((2019, 10_000), (2023, 190_000), (2024, 10_000))}
    found = claim("2026-08", {**months, "2026-07": 190_000})
    said = words.season(found).replace("\xa0", " ")
    assert said.endswith("390 000 gästnätter, sommaren före 300 000, inom vanlig variation.")


def test_two_seasons_of_history_give_numbers_without_a_word():
    found = claim("2026-08", {"2026-07": 130_000}, since="2024-05")
    assert words.season(found, OMITTED).replace("\xa0", " ").endswith("330 000 gästnätter, sommaren före 300 000.")


def test_a_caution_break_caps_the_word_and_is_told():
    broken = declare(
        "guest_nights", "Gästnätter", NIGHTS.kind, NIGHTS.wording,
        breaks=(Break(period="2026-01", severity=Severity.CAUTION, reason_sv="Insamlingen lades om."),),
    )  # fmt: skip
    found = claim("2026-08", {p: 150_000 for p in ("2026-06", "2026-07", "2026-08")}, indicator=broken)
    assert "något fler än sommaren före" in words.season(found)
    assert words.sentence(found).count("Insamlingen lades om.") == 1


def test_change_in_a_year_is_left_out_of_charts_and_tables_for_march_and_april():
    months = span("2024-01", "2025-12")
    change = arithmetic.year_change(np.arange(24.0)[np.newaxis], NIGHTS, {}, months)
    assert [months[n] for n in np.flatnonzero(np.isnan(change[0])) if n >= 12] == ["2025-03", "2025-04"]
    plain = arithmetic.year_change(np.arange(24.0)[np.newaxis], UNEMPLOYMENT, {}, months)
    assert not np.isnan(plain[0, 12:]).any()
