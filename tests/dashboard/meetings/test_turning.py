"""Slides for other places: municipalities, neighbouring counties, the box of another measure, and what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard import words
from dashboard.data.series import Data
from dashboard.figures.box import boxed
from dashboard.figures.theme import FRAMES, THEME
from dashboard.meetings import neighbours
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.meetings.slides.view import single
from dashboard.meetings.speaking.questions import questions, to_say
from dashboard.meetings.turning import has_municipalities, has_neighbours, turned
from dashboard.model import Size
from dashboard.words import Facts, Observation, distances, judge
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.errors import UsageError
from loaders.store import Store
from tests.dashboard.made import add_events, made_store
from tests.dashboard.made_meetings import slides_of

TODAY = date(2026, 11, 22)
HEAD = 'schema = 1\ndate = 2026-11-30\ntitle = "Möte"\nplace = "Östersund"\ncounty = "23"\n'


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    store = made_store(tmp_path_factory.mktemp("store"))
    add_events(store)
    data = Data(Store(store.root), today=lambda: TODAY)
    return Material(data)


def meeting(view: str, head: str = ""):
    return parse_meeting(f"{HEAD}{head}[[view]]\n{view}", "2026-11-30.toml")


def turned_of(asked, material):
    return turned(asked.views[0], Setting(meeting=asked, material=material, size=Size.SLIDE))


def test_the_neighbours_of_county_23_are_asked_for_in_their_order():
    assert neighbours.of("23") == ("22", "20", "21", "24")
    assert neighbours.of("09") == ()


def test_every_neighbour_is_another_county():
    counties = set(places.codes_at((Level.COUNTY,)))
    for county in counties:
        assert set(neighbours.of(county)) <= counties - {county}
        assert neighbours.of(county) or county == "09"


def test_a_meeting_file_may_name_other_neighbours():
    assert meeting('link = "/indikator/konkurser"').neighbours == ("22", "20", "21", "24")
    assert meeting('link = "/indikator/konkurser"', 'neighbours = ["25", "24"]\n').neighbours == ("25", "24")
    with pytest.raises(UsageError) as raised:
        meeting('link = "/indikator/konkurser"', 'neighbours = ["23"]\n')
    assert "rad 6: ”23” är inget annat län." in raised.value.message_sv


def test_a_slide_is_in_the_short_version_unless_it_says_otherwise():
    assert meeting('link = "/indikator/konkurser"').views[0].short
    assert not meeting('link = "/indikator/konkurser"\nshort = false').views[0].short
    with pytest.raises(UsageError) as raised:
        meeting('link = "/indikator/konkurser"\nshort = 0')
    assert "”short” ska vara true eller false." in raised.value.message_sv


def test_the_table_and_the_box_are_those_of_the_place_that_is_shown(material):
    made = meeting('link = "/indikator/arbetsloshet?jamfor=00"\nbox = "/indikator/nya-lediga-jobb"')
    found = {one.place.code: one for one in turned_of(made, material) if not one.is_neighbour}
    assert len(found) == 8
    are = found["2321"].view
    assert [row[0] for n, row in enumerate(are.table.rows) if n in are.table.strong] == ["Åre"]
    assert "Åre kommun, augusti 2026: <b>" in are.figure["layout"]["annotations"][-1]["text"]


def test_a_box_without_a_number_for_the_place_says_so_and_gives_the_countys(material):
    made = meeting('link = "/indikator/arbetsloshet?jamfor=00"\nbox = "/indikator/varsel"')
    found = next(one for one in turned_of(made, material) if one.place.code == "2321")
    box = found.view.figure["layout"]["annotations"][-1]["text"]
    assert "Finns bara för län. Jämtlands län, augusti 2026" in box


def test_a_neighbour_without_figures_says_so_instead_of_an_empty_chart(material):
    """The made-up store holds one of the neighbours."""
    made = meeting('link = "/indikator/konkurser"')
    assert has_neighbours(made, made.views[0]) and not has_municipalities(made, made.views[0])
    found = list(turned_of(made, material))
    assert [one.place.code for one in found] == ["22", "20", "21", "24"]
    assert [one.view is None for one in found] == [False, True, True, True]
    assert found[1].why == "Konkurser: inga siffror för Dalarnas län är hämtade."


def test_a_store_that_cannot_be_read_is_no_place_without_figures(tmp_path):
    store = made_store(tmp_path)
    for file in store.root.rglob("*.parquet"):
        file.write_bytes(b"PAR1, then nothing")
    data = Data(Store(store.root), today=lambda: TODAY)
    made = meeting('link = "/indikator/arbetsloshet"')
    found = list(turned_of(made, Material(data)))
    assert found and all(one.view.is_lost if one.view else "är hämtade" not in one.why for one in found)


def test_the_speaker_is_told_persons_and_the_year_so_far(material):
    made = meeting('link = "/indikator/arbetsloshet"')
    slide = single(material.view(made.views[0].selections[0], Size.SLIDE))
    asked = dict(questions(made, made.views[0], slide, material))
    assert asked["Hur många personer är det?"].startswith("Jämtlands län: ")
    assert " arbetslösa i augusti 2026" in asked["Hur många personer är det?"]
    jobs = meeting('link = "/indikator/nya-lediga-jobb"')
    slide = single(material.view(jobs.views[0].selections[0], Size.SLIDE))
    assert " Hittills i år har " in slide.sentence  # so the notes need not say it again
    assert not any("Hittills" in text for text in to_say(jobs, jobs.views[0], slide, material))
    asked = dict(questions(jobs, jobs.views[0], slide, material))
    assert asked["Hur många personer är det?"] == "Siffran räknar nya lediga jobb, inte personer."


def test_the_speaker_is_told_the_persons_behind_the_highest_municipality(material):
    made = meeting('link = "/indikator/arbetsloshet?matt=kommuner"')
    told = to_say(made, made.views[0], single(material.view(made.views[0].selections[0], Size.SLIDE)), material)
    assert " procentenheter högre än i länet." in told[0]
    assert told[1].startswith("Ändringen på ett år motsvarar, i personer: Berg ")


def test_a_summary_names_its_changes_with_their_month(material):
    made = meeting('kind = "summary"\nlinks = ["/indikator/arbetsloshet", "/indikator/nya-lediga-jobb"]')
    view = slides_of(made, material)[0].view
    assert view.headline == "Något lägre arbetslöshet i augusti än i fjol, i övrigt vanliga nivåer"


def rate(code: str, now: float, then: float):
    facts = Facts.of_series(
        catalogue.indicator("unemployment_rate"),
        places.place(code),
        {period: Observation(period, value) for period, value in (("2025-08", then), ("2026-08", now))},
        "2026-08",
        TODAY,
        base_now=100_000,
        base_total=100_000,
    )
    return judge(facts)


@pytest.mark.parametrize(
    ("own", "other", "headline"),
    [
        (
            (4.1, 4.4),
            (6.8, 7.1),
            "2,7 procentenheter lägre arbetslöshet i Jämtlands län än i riket i augusti, som i fjol",
        ),
        (
            (4.1, 4.4),
            (6.8, 6.6),
            "2,7 procentenheter lägre arbetslöshet i Jämtlands län än i riket i augusti, mot 2,2 i fjol",
        ),
        ((7.2, 6.5), (6.8, 6.8), "0,4 procentenheter högre arbetslöshet i Jämtlands län än i riket i augusti"),
        ((6.7, 6.5), (6.8, 6.8), "I stort sett samma arbetslöshet i Jämtlands län som i riket i augusti"),
        ((6.8, 6.5), (6.8, 6.8), "Samma arbetslöshet i Jämtlands län som i riket i augusti"),
    ],
)
def test_a_county_against_riket(own, other, headline):
    assert distances.against(rate("23", *own), rate("00", *other)) == headline


def test_a_municipality_is_told_no_distance():
    told = distances.against(rate("2321", 3.5, 3.6), rate("00", 6.8, 7.1))
    assert told == "3,3 procentenheter lägre arbetslöshet i Åre kommun än i riket i augusti"


@pytest.mark.parametrize(
    ("own", "other", "end"),
    [
        (
            (4.1, 4.4),
            (6.8, 7.1),
            "2,7 procentenheter, lika stort som i augusti i fjol, och motsvarar omkring 2\u00a0700",
        ),
        ((4.1, 4.4), (6.8, 6.6), "2,7 procentenheter, mot 2,2 i augusti i fjol, och motsvarar omkring 2\u00a0700"),
        (
            (7.2, 6.5),
            (6.8, 6.8),
            "0,4 procentenheter, mot 0,3 procentenheter lägre i augusti i fjol, och motsvarar omkring 400",
        ),
    ],
)
def test_the_distance_is_said_in_points_and_persons_with_what_it_was(own, other, end):
    """Of a labour force of 100 000: 2,7 points are 2 700 persons."""
    assert distances.distance(rate("23", *own), rate("00", *other)) == f"Avståndet är {end} personer."


def test_no_distance_is_said_where_there_is_none():
    same = rate("23", 6.8, 6.5), rate("00", 6.8, 6.8)
    assert distances.beside(*same) == "I riket var arbetslösheten 6,8 procent."
    assert distances.distance(*same) == ""


def test_no_distance_is_said_from_or_to_the_lowest_that_a_share_can_be():
    here, there = rate("23", 4.1, 4.4), rate("00", 6.8, 7.1)
    least = judge(replace(here.facts, now=replace(here.facts.now, status=Status.LOWER_BOUND)))
    for pair in ((least, there), (there, least)):
        assert distances.against(*pair) == distances.distance(*pair) == words.gap_again(*pair) == ""
    before = judge(replace(here.facts, then=replace(here.facts.then, status=Status.LOWER_BOUND)))
    assert (
        distances.distance(before, there)
        == "Avståndet är 2,7 procentenheter och motsvarar omkring 2\u00a0700 personer."
    )


def test_the_lowest_and_the_highest_with_ties():
    values = [(places.place(code), value) for code, value in (("2321", 2.61), ("2309", 2.6), ("2313", 5.9))]
    told = distances.lowest_and_highest(catalogue.indicator("unemployment_rate"), values, "i augusti")
    assert told == "Lägst arbetslöshet i augusti i Åre och Krokoms kommuner, högst i Strömsunds kommun"
    assert distances.lowest_and_highest(catalogue.indicator("population"), values, "i augusti") == ""


@pytest.mark.parametrize(("level", "lowest"), [(6.0, True), (0.5, False)])
def test_a_box_lies_low_unless_a_line_is_there(level, lowest):
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    figure = {
        "data": [{"mode": "lines", "x": months, "y": [level] * 24}],
        "layout": {
            "width": 1744, "height": 690, "margin": {"l": 80, "r": 300, "t": 40, "b": 60}, "annotations": [],
            "xaxis": {"range": ["2024-01", "2025-12"]}, "yaxis": {"range": [0, 10]},
        },
    }  # fmt: skip
    box = boxed(figure, ("Ett mått", "augusti: <b>12</b>"), FRAMES[Size.SLIDE], THEME)["layout"]["annotations"][-1]
    assert (box["y"] == 0) is lowest
    assert box["text"] == "Ett mått<br>augusti: <b>12</b>"


def _boxed(lines, size):
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    layout = {
        "height": 690, "margin": {"l": 80, "r": 300, "t": 40, "b": 60}, "annotations": [],
        "xaxis": {"range": ["2024-01", "2025-12"]}, "yaxis": {"range": [0, 10]},
    } | ({} if size is Size.PHONE else {"width": 1744})  # fmt: skip
    figure = {"data": [{"mode": "lines", "x": months, "y": values} for values in lines], "layout": layout}
    made = boxed(figure, ("Ett mått", "augusti: <b>12</b>"), FRAMES[size], THEME)["layout"]
    return made, made["annotations"][-1]


def test_a_box_lies_on_many_points_before_it_lies_on_a_lines_end():
    """Lines all over the plot; the lowest has nothing for three months, then its end: only there is little hidden."""
    lines = [[level + 0.5] * 24 for level in range(2, 10)]
    _, free = _boxed([*lines, [0.5] * 20 + [None] * 4], Size.SLIDE)
    _, box = _boxed([*lines, [0.5] * 20 + [None] * 3 + [0.5]], Size.SLIDE)
    assert free["y"] == 0 and free["x"] > 0.8
    assert box["y"] > 0 or box["x"] < 0.8


def test_on_a_phone_a_box_stands_below_the_figure_which_is_higher_by_it():
    made, box = _boxed([[0.5] * 24], Size.PHONE)
    assert made["height"] - 690 == made["margin"]["b"] - 60 >= 40
    assert (box["y"], box["yanchor"], box["yshift"]) == (0, "top", -60)
