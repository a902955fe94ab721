"""Winters and summers as columns: so far, with holes, preliminary, here and in riket. Each month has 100 000 nights."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.figures.theme import THEME
from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.make_view import view
from dashboard.views.seasons.season_sum import SeasonSum
from dashboard.views.selection import Selection, link, parse
from dashboard.views.ways import summer, winter
from dashboard.words.kinds import season_sums
from loaders.catalogue import indicator
from loaders.ground.declarations import Status
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store
from tests.dashboard.clipping import clipped
from tests.dashboard.made import FETCHED, PUBLISHED

MONTHS = span("2010-01", "2026-09")
NIGHTS = indicator("guest_nights")
LEVELS = {"00": 1_000_000, "23": 100_000, "2321": 20_000, "2361": 30_000, "2380": 10_000}


def data_of(root, changes: dict[tuple[str, str], float | Status] | None = None) -> Data:
    """A store of guest nights, the same each month but for the changes; a status in place of a value is a hole."""
    panel = Panel.empty({REGION: tuple(LEVELS), PERIOD: MONTHS})
    panel.values[:] = np.array(list(LEVELS.values()))[:, None]
    panel.status[:] = STATUS_CODE[Status.EMPTY]
    for (code, period), change in (changes or {}).items():
        at = tuple(LEVELS).index(code), MONTHS.index(period)
        if isinstance(change, Status) and change.is_absent:
            panel.values[at] = np.nan
        if isinstance(change, Status):
            panel.status[at] = STATUS_CODE[change]
        else:
            panel.values[at] = change
    store = Store(root)
    with store.writing() as writer:
        scope = Scope({REGION: tuple(LEVELS)})
        writer.add(
            NIGHTS.id,
            panel,
            Delivery(table=NIGHTS.tables[0], updated=PUBLISHED, fetched=FETCHED, synthetic=True),
            scope=scope,
        )
    return Data(store, today=lambda: date(2026, 11, 22))


def shown(data: Data, way: str, size: Size = Size.SLIDE, **chosen):
    return view(Selection(indicator=NIGHTS.id, way=way, **chosen), data, size)


def heights(found, panel: int = 0) -> list[float]:
    return [round(value) for value in found.figure["data"][panel]["y"]]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    return data_of(tmp_path_factory.mktemp("calm"))


def test_ten_winters_of_the_county_and_riket_each_on_its_own_scale_from_zero(calm):
    found = shown(calm, "vinter")
    assert heights(found) == [500_000] * 10
    assert heights(found, 1) == [5_000_000] * 10
    layout = found.figure["layout"]
    assert layout["yaxis"]["range"][0] == layout["yaxis2"]["range"][0] == 0
    assert layout["yaxis"]["range"][1] < layout["yaxis2"]["range"][1]
    assert [text for text in found.figure["data"][0]["text"]][-2:] == ["2024/25", "2025/26"]
    colours = found.figure["data"][0]["marker"]["color"]
    assert colours[-1] == THEME.chosen and set(colours[:-1]) == {THEME.context}
    assert found.period == "2026-04"


def test_headline_sentence_and_table_say_the_same(calm):
    found = shown(calm, "sommar")
    assert found.headline == "Sommaren 2026: lika många gästnätter i Jämtlands län som sommaren före"
    assert plain(found.sentence).startswith(
        "Under sommaren, juni–augusti 2026, hade Jämtlands län 300 000 gästnätter, lika många som sommaren före."
    )
    assert "I riket var det 3 000 000 gästnätter, " in plain(found.sentence)
    assert [plain(cell) for cell in found.table.rows[0]] == ["2026", "300 000", "3 000 000"]
    assert len(found.table.rows) == 17  # 2010 to 2026
    assert "från 300 000 (2017) till 300 000 (2026)" in plain(found.alt)
    assert found.number == found.table.rows[0][1]
    assert (found.period_sv, found.word) == ("Sommaren 2026", "lika många")


@pytest.mark.parametrize(
    ("until", "way", "months"),
    [
        ("2026-09", "vinter", "december–april"),
        ("2026-04", "vinter", "december–april"),
        ("2026-03", "vinter", "december–februari"),
        ("2026-02", "vinter", "december–februari"),
        ("2026-01", "vinter", "december–januari"),
        ("2026-09", "sommar", "juni–augusti"),
        ("2026-07", "sommar", "juni–juli"),
    ],
)
def test_a_season_in_progress_is_compared_so_far_and_march_never_without_april(calm, until, way, months):
    found = shown(calm, way, until=until)
    assert found.subtitle.endswith(f"2026, {months}.") or found.subtitle.endswith(f"2025/26, {months}.")
    count = {"december–april": 5, "december–februari": 3, "december–januari": 2, "juni–augusti": 3, "juni–juli": 2}
    assert heights(found) == [count[months] * 100_000] * 10
    so_far = count[months] < (5 if way == "vinter" else 3)
    assert (
        f" så långt, {months}: " in found.headline or f"ern till {months.split('–')[1]}" in found.headline
    ) is so_far
    assert (f"räknas {months}" in found.caption) is so_far


@pytest.mark.parametrize(("until", "way", "ends"), [("2025-12", "vinter", "2025-04"), ("2026-06", "sommar", "2025-08")])
def test_a_season_of_one_month_is_not_told_of_yet(calm, until, way, ends):
    found = shown(calm, way, until=until)
    assert found.period == ends and "så långt" not in found.headline


def test_the_winter_so_far_says_its_months_first(calm):
    headline = shown(calm, "vinter", until="2026-03").headline
    assert headline == "Vintern till februari: i stort sett lika många gästnätter i Jämtlands län som vintern före"


def test_a_season_that_lacks_a_month_has_a_mark_and_no_column(tmp_path):
    data = data_of(tmp_path, {("23", "2021-01"): Status.SUPPRESSED, ("23", "2023-02"): Status.MISSING})
    found = shown(data, "vinter")
    assert len(heights(found)) == 8
    assert len(heights(found, 1)) == 10  # no other county is held: riket does not tell the hidden month
    marks = [note["text"] for note in found.figure["layout"]["annotations"] if note.get("yref") == "y"]
    assert "jan<br>visas inte" in marks and "feb<br>saknas" in marks
    rows = {row[0]: row[1] for row in found.table.rows}
    assert (rows["2020/21"], rows["2022/23"]) == ("januari visas inte (sekretess)", "februari saknas")
    told = "2020/21, januari visas inte (sekretess); 2022/23, februari saknas"
    assert told in found.alt and any(told in note for note in found.remarks)
    assert any(note["text"] == "×" for note in shown(data, "vinter", Size.PHONE).figure["layout"]["annotations"])


def test_a_newest_season_or_the_one_before_with_a_hole_is_not_compared(tmp_path):
    newest = shown(data_of(tmp_path / "a", {("23", "2026-07"): Status.MISSING}), "sommar")
    assert newest.headline == "Sommaren 2026: antalet gästnätter i Jämtlands län kan inte summeras"
    assert "kan inte summeras: juli saknas. I riket" in newest.sentence
    assert newest.number == ""
    before = shown(data_of(tmp_path / "b", {("23", "2025-07"): Status.MISSING}), "sommar")
    assert plain(before.headline) == "Sommaren 2026: 300 000 gästnätter i Jämtlands län"
    assert "Sommaren före jämförs inte: juli saknas." in before.sentence


def test_a_place_that_is_hidden_altogether_says_so_once(tmp_path):
    data = data_of(tmp_path, {("2321", month): Status.SUPPRESSED for month in MONTHS})
    found = shown(data, "vinter", region="2321")
    assert found.headline == "Vintern 2025/26: antalet gästnätter i Åre kommun visas inte (sekretess)"
    assert any("Utan stapel, Åre kommun: 2016/17–2025/26, visas inte (sekretess)." in note for note in found.remarks)
    assert found.figure["layout"]["yaxis"]["tickvals"] == []


def test_preliminary_is_hollow_unless_everything_is(tmp_path):
    found = shown(data_of(tmp_path / "a", {("23", "2026-08"): Status.PRELIMINARY}), "sommar")
    assert found.figure["data"][0]["marker"]["color"][-1] == THEME.paper
    assert "Ihålig stapel: preliminär." in found.caption
    assert found.table.rows[0][1].endswith("prel.")
    everything = data_of(tmp_path / "b", {(code, month): Status.PRELIMINARY for code in LEVELS for month in MONTHS})
    found = shown(everything, "sommar")
    assert found.figure["data"][0]["marker"]["color"][-1] == THEME.chosen
    assert "Alla siffror är preliminära." in found.caption


def test_the_usual_level_is_the_median_without_the_pandemic(tmp_path):
    """Summers of 2025, 2024, 2023, 2022 and 2019: 330, 300, 300, 270 and 300 thousand."""
    changes = {("23", "2025-07"): 130_000, ("23", "2022-07"): 70_000, ("23", "2020-07"): 10, ("23", "2021-07"): 10}
    found = shown(data_of(tmp_path, changes), "sommar")
    assert "Det är i stort sett lika många som vanligt (300 000, medianen av fem somrar)." in plain(found.sentence)
    assert any("medianen av somrarna 2019, 2022, 2023, 2024 och 2025: 300 000" in plain(note) for note in found.remarks)


def test_a_leap_day_is_no_growth(tmp_path):
    """91 against 90 days: +3.7 per cent in all, +2.6 per cent a day."""
    changes = {("23", "2024-02"): 113_000, ("23", "2023-12"): 109_000, ("23", "2024-01"): 111_000}
    changes |= {("23", "2023-02"): 101_000, ("23", "2022-12"): 110_000, ("23", "2023-01"): 110_000}
    found = shown(data_of(tmp_path, changes), "vinter", until="2024-02")
    assert "i stort sett lika många" in found.headline.lower()
    row = next(row for row in found.tables.series.rows if row[0] == "2023/24")
    assert plain(row[1]) == "333 000" and row[2] == "+3"
    assert any("Skottår har ett dygn mer" in note for note in found.remarks)


def test_other_places_beside_and_below(calm):
    assert heights(shown(calm, "vinter", region="2361"), 1) == [5_000_000] * 10
    assert heights(shown(calm, "vinter", region="2361", compare=("23",)), 1) == [500_000] * 10
    assert heights(shown(calm, "vinter", region="00"), 1) == [500_000] * 10
    assert heights(shown(calm, "vinter", since="2023-01")) == [500_000] * 4


def test_seasons_are_for_seasons_only():
    assert winter.WAY.why_not(NIGHTS) == summer.WAY.why_not(NIGHTS) == ""
    assert winter.WAY.why_not(indicator("unemployment_rate")) and summer.WAY.why_not(indicator("new_firms"))
    chosen = parse("/indikator/gastnatter", "matt=vinter")
    assert ways.of(chosen) is winter.WAY and link(chosen) == "/indikator/gastnatter?matt=vinter"


def test_labels_of_seasons():
    assert season_sums.season_label(season_sums.months_to("vintern", "2000-02")) == "1999/00"
    assert season_sums.months_to("sommaren", "2026-07") == ("2026-06", "2026-07")
    assert season_sums.last_month("vintern", "2026-03") == "2026-02"


def test_a_sum_of_a_lowest_number_is_one_in_files_too():
    months = season_sums.months_to("sommaren", "2026-08")
    assert SeasonSum(months=months, total=12.0, at_least=True, unsure=True).status is Status.LOWER_BOUND
    assert SeasonSum(months=months, total=12.0, unsure=True).status is Status.PRELIMINARY


@pytest.mark.parametrize("size", [size for size in Size if not size.is_half])
@pytest.mark.parametrize("way", ["vinter", "sommar"])
def test_no_text_is_clipped(calm, way, size):
    found = shown(calm, way, size)
    assert clipped(found.figure, 750 if size is Size.SCREEN else 350) == []
    assert len(found.subtitle) + len(found.caption) < 230
