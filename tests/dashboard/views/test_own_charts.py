"""Each kind's own chart over made-up counts: the season's band, rare months, lumps, a survey's margins."""

from datetime import date

import pytest

from dashboard.data.series import Data
from dashboard.figures.events import LumpsChart, RareChart, lumps_chart, rare_chart
from dashboard.figures.lines import BreakMark, Line, LineChart, Role, line_chart
from dashboard.figures.season import SeasonChart, season_chart
from dashboard.figures.stack import stacked
from dashboard.figures.summary import SummaryRow, summary_figure
from dashboard.figures.theme import FRAMES, THEME
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.words.swedish import number
from loaders.ground.periods import span
from tests.dashboard.made import add_events, made_store

SCREEN = FRAMES[Size.SCREEN]


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    store = made_store(tmp_path_factory.mktemp("counted"))
    add_events(store)
    return Data(store, today=lambda: date(2026, 11, 22))


def shown(data, address, size=Size.SCREEN):
    path, _, search = address.partition("?")
    return view(parse(path, search), data, size)


def trace(figure, name):
    return next(t for t in figure["data"] if t.get("name") == name)


def season(**changes) -> SeasonChart:
    given = {
        "now": (5.0, 7.0, None) + (None,) * 9,
        "before": (4.0,) * 12,
        "low": (2.0,) * 12,
        "high": (6.0,) * 12,
        "now_name": "2026",
        "before_name": "2025",
        "band_name": "2021–2025",
        "now_label": "feb 2026: 7",
        "before_label": "2025  4",
        "tick_text": number,
    }
    return SeasonChart(**(given | changes))


def test_a_season_runs_from_january_to_december_with_lower_case_months():
    figure = season_chart(season(), SCREEN, THEME)
    axis = figure["layout"]["xaxis"]
    assert axis["ticktext"] == ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    band = trace(figure, "2021–2025")
    assert band["fill"] == "toself" and set(band["y"]) == {2.0, 6.0} and len(band["x"]) == 24
    assert trace(figure, "2025")["line"]["dash"] != "solid"
    assert trace(figure, "2026")["line"]["width"] == SCREEN.own_line
    newest = figure["data"][-1]
    assert (newest["x"], newest["y"], newest["marker"]["color"]) == ([1], [7.0], THEME.chosen)
    assert "<b>feb 2026: 7</b>" in [a["text"] for a in figure["layout"]["annotations"]]


def test_an_incomplete_newest_point_is_hollow():
    assert season_chart(season(hollow=True), SCREEN, THEME)["data"][-1]["marker"]["color"] == THEME.paper


def test_a_band_with_a_hole_is_two_shapes():
    low = (1.0, 1.0, None, 1.0, 1.0) + (None,) * 7
    figure = season_chart(season(low=low, high=low), SCREEN, THEME)
    assert [t["x"] for t in figure["data"] if t.get("fill")] == [[0, 1, 1, 0], [3, 4, 4, 3]]


def test_new_jobs_are_a_season_with_five_years_as_a_band(counted):
    found = shown(counted, "/indikator/nya-lediga-jobb")
    assert trace(found.figure, "2026")["y"][:8].count(None) == 0
    assert trace(found.figure, "2026")["y"][8:] == [None] * 4
    assert trace(found.figure, "2021–2025")["fill"] == "toself"
    assert found.caption == (
        "Streckad linje: 2025. Grått fält: mellan lägsta och högsta värdet 2021–2025, utan april 2020–mars 2022."
    )
    assert "Säsongsdiagram" in found.alt and "augusti 2026" in found.alt


@pytest.mark.parametrize("asked", ["?matt=serie", "?jamfor=00", "?fran=2024-01"])
def test_a_link_that_asks_for_more_than_a_year_gets_lines(counted, asked):
    found = shown(counted, f"/indikator/nya-lediga-jobb{asked}")
    assert "Linjediagram" in found.alt
    assert found.headline == shown(counted, "/indikator/nya-lediga-jobb").headline


def test_rare_months_are_dots_in_the_band_the_sentence_names(counted):
    found = shown(counted, "/indikator/konkurser")
    layout = found.figure["layout"]
    band = next(shape for shape in layout["shapes"] if shape["type"] == "rect")
    low, high = round(band["y0"]), round(band["y1"])
    assert f"({low}–{high} i månaden)" in found.sentence
    assert f"vanligt {low}–{high}" in [a["text"] for a in layout["annotations"]]
    line = next(t for t in found.figure["data"] if t["mode"] == "lines")
    assert line["yaxis"] == "y2" and layout["yaxis2"]["domain"][0] > layout["yaxis"]["domain"][1]
    twelve = found.table.rows[0][2]
    assert twelve == number(line["y"][-1]) and found.table.columns[2].title == "tolv månader"


def test_lumps_are_twelve_months_with_ten_earlier_years_as_ticks(counted):
    found = shown(counted, "/indikator/varsel")
    ticks = trace(found.figure, "samma månad de tio åren före")
    assert [x[:7] for x in ticks["x"]] == [f"{year}-08" for year in range(2016, 2026)]
    assert ticks["marker"]["symbol"] == "line-ew-open"
    assert found.caption == "Streck: tolv månader till och med augusti de tio åren före."


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("slug", ["nya-lediga-jobb", "konkurser", "varsel", "gastnatter"])
def test_every_size_is_drawn_and_marked(counted, slug, size):
    figure = shown(counted, f"/indikator/{slug}", size).figure
    assert figure["layout"]["height"] == FRAMES[size].height
    assert sum("DEMODATA" in a["text"] for a in figure["layout"]["annotations"]) == 1


def test_a_surveys_margin_is_a_band_that_a_break_cuts():
    quarters = span("2020-Q1", "2021-Q4")
    line = Line(name="Länet", role=Role.OWN, values=(5.0,) * 8, margins=(1.5,) * 8, label="Länet 5,0")
    chart = LineChart(
        periods=quarters,
        lines=(line,),
        first=0,
        last=7,
        tick_text=number,
        breaks=(BreakMark("2021-Q1", "ej jämförbart", True),),
    )
    figure = line_chart(chart, SCREEN, THEME)
    bands = [t for t in figure["data"] if t.get("fill") == "toself"]
    assert [len(band["x"]) for band in bands] == [8, 8]
    assert set(bands[0]["y"]) == {6.5, 3.5}
    assert figure["layout"]["yaxis"]["range"][1] >= 6.5


def test_stacked_figures_share_one_paper_and_keep_their_own_axes():
    months = span("2021-01", "2025-12")
    rare = rare_chart(
        RareChart(
            periods=months,
            months=(3.0,) * 60,
            sums=(36.0,) * 60,
            band=(1.0, 6.0),
            month_label="dec: 3",
            sum_label="36",
            month_title="Månader",
            sum_title="Tolv månader",
            band_label="vanligt 1–6",
            tick_text=number,
            synthetic=True,
        ),
        FRAMES[Size.SLIDE.half],
        THEME,
    )
    lumps = lumps_chart(
        LumpsChart(
            periods=months, sums=(10.0,) * 60, marks=(11, 23), mark_texts=("10", "10"), label="10", tick_text=number,
            synthetic=True,
        ),
        FRAMES[Size.SLIDE.half],
        THEME,
    )  # fmt: skip
    figure = stacked(rare, lumps)
    assert {t["yaxis"] for t in figure["data"]} == {"y", "y2", "y11"}
    assert {t["xaxis"] for t in figure["data"]} == {"x", "x11"}
    lower, upper = figure["layout"]["yaxis11"]["domain"], figure["layout"]["yaxis"]["domain"]
    assert lower[0] == 0 and lower[1] < upper[0]
    assert figure["layout"]["xaxis11"]["anchor"] == "y11"
    assert rare["layout"]["height"] == 345


def test_a_summary_says_every_row_and_draws_its_line():
    rows = [
        SummaryRow(
            title="Konkurser",
            period="okt",
            value="8",
            than_value="9",
            word="lika många",
            marks=("nytt",),
            history=(3.0, None, 8.0),
        ),
        SummaryRow(title="Varsel", period="okt", value="0", word="", marks=("inget nytt",), history=()),
    ]
    figure = summary_figure(rows, SCREEN, THEME, synthetic=False)
    texts = " ".join(a["text"] for a in figure["layout"]["annotations"])
    assert all(word in texts for word in ("Konkurser", "okt", "8", "lika många", "nytt", "Varsel", "inget nytt"))
    assert [t["mode"] for t in figure["data"]] == ["lines", "lines", "markers"], "the zero line, the months, the newest"
    assert [t["y"][1] is None for t in figure["data"] if len(t["y"]) == 3] == [True], "a gap stays a gap"
