"""The year's wheel: each month's question has its theme and its kind of chart, over the filled demo and not clipped."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.figures.theme import THEME
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.wheel import built_in
from dashboard.model import Size
from tests.dashboard.clipping import clipped
from tests.dashboard.made_meetings import slides_of

MONTHS = range(1, 13)
SIXTH = 5
MOST_OVER_THE_CHART = 250
"""Signs that two lines under a slide's headline hold."""


@pytest.fixture(scope="module")
def material(demo):
    return Material(demo)


def meeting_of(month: int):
    return parse_meeting(demo_meeting_toml(date(2027, month, 1)), f"2027-{month:02d}.toml")


def asked(month: int, material, size: Size = Size.SLIDE):
    """The slides of the month's question."""
    count = len(built_in(date(2027, month, 1)))
    meeting = meeting_of(month)
    return [one.view for one in slides_of(replace(meeting, views=meeting.views[SIXTH : SIXTH + count]), material, size)]


def types(found) -> set[str]:
    return {trace["type"] for trace in found.figure["data"]}


def axes(found) -> int:
    return sum(name.startswith("yaxis") for name in found.figure["layout"])


def texts(found) -> str:
    return " ".join(note["text"] for note in found.figure["layout"]["annotations"])


def rightwards(found) -> list[str | None]:
    return [trace.get("orientation") for trace in found.figure["data"] if trace["type"] == "bar"]


@pytest.mark.parametrize("month", MONTHS)
def test_every_meeting_of_the_year_loads_on_the_demo(material, month):
    meeting = meeting_of(month)
    shown = slides_of(meeting, material)
    assert len(shown) == len(meeting.views) == (9 if month == 10 else 8)
    assert all(slide.headline and len(slide.headline) <= 90 for slide in shown)
    assert [slide.view.figure is not None for slide in shown[:-2]] == [True] * (len(shown) - 2)


@pytest.mark.parametrize("month", MONTHS)
def test_no_text_of_the_months_question_is_clipped(material, month):
    for size in (Size.SLIDE, Size.PHONE):
        for found in asked(month, material, size):
            assert clipped(found.figure) == [], size
            assert len(found.subtitle) + len(found.caption) <= MOST_OVER_THE_CHART
            assert found.table.rows and found.alt and found.source


def test_january_is_the_year_of_bankruptcies_and_of_notices_twenty_years_back(material):
    (found,) = asked(1, material)
    assert types(found) == {"scatter"} and axes(found) == 2
    assert found.figure["layout"]["xaxis"]["range"][0] == "2006-12"
    assert "Konkurser: antal, summa av tolv månader" in texts(found)
    assert "Varsel: personer, summa av tolv månader" in texts(found)


def test_february_stacks_what_changed_the_population_per_municipality(material):
    (found,) = asked(2, material)
    assert set(rightwards(found)) == {"h"} and len(rightwards(found)) > 2
    assert len(found.table.rows) >= 8


def test_march_sets_the_years_quarters_before_their_band(material):
    (found,) = asked(3, material)
    band, columns = found.figure["data"]
    assert types(found) == {"bar"} and band["marker"]["color"] == THEME.band and "base" in band
    assert columns["marker"]["color"][-1] == THEME.paper  # the newest quarter is not complete
    assert "normalår" in texts(found)


@pytest.mark.parametrize(("month", "season"), [(4, "Vintern"), (5, "Vintern"), (10, "Sommaren")])
def test_april_may_and_october_are_season_sums_of_county_and_riket(material, month, season):
    found = asked(month, material)[0]
    assert types(found) == {"bar"} and axes(found) == 2
    assert [len(trace["x"]) for trace in found.figure["data"]] == [10, 10]
    assert found.headline.startswith(season)
    assert [column.title for column in found.table.columns] == [season, "Jämtlands län", "Riket"]


def test_june_sets_vintages_beside_the_outcome_with_growth_and_level(material):
    (found,) = asked(6, material)
    widths = sorted(trace["line"]["width"] for trace in found.figure["data"] if trace.get("mode") == "lines")
    assert types(found) == {"scatter"} and widths[-1] > widths[0]
    assert [column.title for column in found.table.columns][1:] == ["2024–2034", "procent", "invånare 2034"]


def test_july_and_august_are_lines_of_people_and_of_a_share_of_the_young(material):
    (july,), (august,) = asked(7, material), asked(8, material)
    assert types(july) == types(august) == {"scatter"}
    assert "18–24 år" in august.subtitle and august.subtitle.count("Procent av arbetskraften") == 1
    assert "Riket" in texts(august)


def test_september_and_october_have_a_bar_for_each_branch(material):
    for found in (asked(9, material)[0], asked(10, material)[1]):
        assert set(rightwards(found)) == {"h"}
        assert len(found.table.rows) > 5


def test_november_is_the_county_against_riket_twice(material):
    (found,) = asked(11, material)
    assert types(found) == {"scatter"} and axes(found) == 2
    assert texts(found).count("Riket") == 2
    assert len({trace["name"] for trace in found.figure["data"] if trace.get("name")}) == 2  # no grey municipalities
    assert "BRP i fasta priser" in found.headline and "i riket" in found.headline
    assert "Långtidsarbetslösas andel" in texts(found)


def test_december_is_the_year_on_a_page(material, demo):
    (found,) = asked(12, material)
    assert len(found.table.rows) == 7
    year = demo.series("bankruptcies", {}, ("23",)).row("23")[-12:].sum()
    rows = {row[0]: row for row in found.table.rows}
    assert rows["Konkurser"][2] == f"{year:.0f}"
    assert rows["Nya lediga jobb"][1] == "12 mån. till okt 2026" and rows["Nya lediga jobb"][3].endswith(" året före")
    assert rows["BRP i fasta priser"][1] == "2024" and rows["BRP i fasta priser"][3].endswith(" år 2023")
    assert "SCB (TAB6260, TAB6473, TAB1625, TAB3138)" in found.source and len(found.source) < 170
