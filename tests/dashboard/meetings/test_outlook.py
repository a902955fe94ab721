"""Utsikter: quotations stay quotations, and a judgement is never finer than the level it was made at."""

from datetime import date

import pytest

from dashboard.data.meeting_days import OUTLOOKS as FILE
from dashboard.data.series import Data
from dashboard.meetings.outcomes import awaited, outcome
from dashboard.meetings.outlooks import Outlooks, demo_outlooks_toml, parse_outlooks, read_outlooks
from dashboard.model import Size
from dashboard.pages import Asked, outlook
from dashboard.pages.outlook import Judged, occupations, sentences
from dashboard.views.selection import Selection
from dashboard.web.page_json import to_html
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.places import place
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.markup import untied
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.shared import shared_file
from tests.simulated import running_publisher

QUOTED = """schema = 1

[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "Prov"
date = 2024-12-05
link = "https://example.org/prov"
quote = "Stabiliserat läge, 12 procent fler jobb"
place = "00"
about = "2025"
"""
COUNTY = place("23")


@pytest.fixture(scope="module")
def made(store):
    return Data(store, today=lambda: TODAY)


def judged(level, recruitment="brist", occupation="Kockar", coverage="helt"):
    return Judged(
        occupation, "stora" if recruitment else "", recruitment, "öka" if recruitment else "", level, coverage
    )


def text_of(page):
    held = dict(page.html_parts)
    return untied("".join(to_html(node, held) for node in page.body))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A store with the made-up round 2026-1, and an outlook beside it."""
    folder = tmp_path_factory.mktemp("utsikter")
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, _):
        settings = Settings(data=folder, scb_url=url, urls=simulated(url))
        assert not refresh(settings, ["occupational_outlook"], today=TODAY, **HASTY).failed
    (folder / FILE).write_text(QUOTED, encoding="utf-8")
    return Data(Store(settings.store_dir), "23", today=lambda: TODAY)


def test_a_judgement_for_a_wider_area_says_so():
    one = [judged("nuts2"), judged("nuts2", "balans", "Svetsare", "delvis")]
    assert sentences(one, COUNTY) == [
        "Av 2 bedömda yrken i Jämtlands län bedöms rekryteringen som brist i\u00a01 och balans i\u00a01.",
        "Bedömningen gäller en större del av landet än länet.",
    ]
    cells = occupations(one, "2026-1", COUNTY).rows
    assert [row[-1] for row in cells] == [
        "större del av landet",
        "delvis större del av landet",
    ]
    mixed = [judged("län"), judged("nationellt", "balans", "Svetsare")]
    assert sentences(mixed, COUNTY)[-1] == "Bedömningen gäller en större del av landet än länet för 1 av dem."
    assert sentences([judged("län")], COUNTY) == [
        "Av 1 bedömt yrke i Jämtlands län bedöms rekryteringen som brist i\u00a01."
    ]
    assert occupations([judged("nationellt")], "2026-1", place("00")).rows[0][-1] == "riket"


def test_what_is_not_judged_has_no_word_and_no_level():
    found = [judged("nuts2", ""), judged("nuts2", "balans", "Svetsare")]
    assert occupations(found, "2026-1", COUNTY).rows[0] == ("Kockar", "inte bedömt", "inte bedömt", "inte bedömt", "")
    assert sentences(found, COUNTY)[1] == "Yrken utan bedömning: 1."


def asked(region, data):
    return Asked(selection=Selection(region=region), data=data, size=Size.SCREEN)


@pytest.mark.parametrize("code", ["2321", "23-2380"])
def test_the_page_of_a_municipality_shows_its_county_and_says_so(data, code):
    text = text_of(outlook.page(asked(code, data)))
    assert "Yrkesbarometern finns bara för riket och län. Här visas Jämtlands län." in text
    assert (
        "Bedömningen gäller en större del av landet än länet." in text and "omgång 2026-1" in text and "Kockar" in text
    )
    assert "nan" not in text.replace("finans", "") and "None" not in text
    assert "Ingen bedömning är inlagd" not in text


def test_a_quotation_stands_in_quotation_marks_with_issuer_day_and_link(data):
    text = text_of(outlook.page(asked("23", data)))
    assert "”Stabiliserat läge, 12 procent fler jobb”" in text
    assert "Arbetsförmedlingen om riket 2025, 5 december 2024: " in text and 'href="https://example.org/prov"' in text
    assert outlook.page(asked("23", data)).body and "svg" not in text


def test_an_earlier_day_shows_only_what_was_said_by_then(data):
    section = outlook._quotations(place("23"), COUNTY, date(2024, 12, 4), data)
    assert "Ingen bedömning är inlagd" in to_html(section[0], {})


def test_three_real_rows_are_shown_as_they_were_judged(tmp_path):
    path = shared_file("recorded/yrkesbarometern/yrkesbarometer_sample_2025-2.json")
    settings = Settings(data=tmp_path)
    assert not import_files(settings, "yrkesbarometern", [path], today=TODAY).failed
    held = Data(Store(settings.store_dir), "23", today=lambda: TODAY)
    panel = held.panel("occupational_outlook")
    assert outlook.judged(panel, "2025-2", "23") == (
        Judged("Administrativa assistenter", "medelstora", "balans", "vara oförändrad", "nuts2", "delvis"),
    )
    assert outlook.judged(panel, "2025-2", "00") == (
        Judged("Arbetsförmedlare", "medelstora", "balans", "öka", "nationellt", "helt"),
        Judged("Administrativa assistenter", "små", "överskott", "vara oförändrad", "nationellt", "helt"),
    )


def test_without_a_file_there_is_no_outlook_and_the_demos_is_marked(tmp_path):
    assert read_outlooks(tmp_path / FILE) == Outlooks()
    newest, earlier = parse_outlooks(demo_outlooks_toml(TODAY), FILE).found
    assert all("DEMODATA" in made.quote for made in (newest, earlier)) and newest.date == date(2026, 6, 10)
    assert (newest.foreseen, earlier.foreseen and earlier.foreseen.period) == (None, "2025-12")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('issuer = "', 'isuer = "', 4, "Menade du ”issuer”?"),
        ("https://example.org/prov", "example.org", 7, "är ingen adress"),
        ("2024-12-05", '"i fjol"', 6, "är inget datum"),
        ('place = "00"', 'place = "99"', 9, "Det finns ingen plats med koden ”99”"),
        ('quote = "', f'quote = "{"x" * 401}', 8, "400 får plats"),
        ("schema = 1", "schema = 2", 1, "Skriv schema = 1"),
        ('about = "2025"', "", 3, "saknas"),
        ('about = "2025"', 'about = "2025"\nperiod = "2025-08"', 11, "behöver ett mått"),
        ('about = "2025"', 'about = "2025"\nmeasure = "/indikator/arbetslo"\nperiod = "2025-08"', 11, "arbetslo"),
        ('about = "2025"', 'about = "2025"\nmeasure = "/indikator/arbetsloshet"\nperiod = "2025"', 12, "ingen period"),
        ('about = "2025"', 'about = "2025"\nmeasure = "/indikator/arbetsloshet"', 3, "saknas"),
        (
            'about = "2025"',
            'about = "2025"\nmeasure = "/indikator/arbetsloshet"\nperiod = "2025-08"\nsaid = nan',
            13,
            "ska vara ett tal",
        ),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(old, new, line, said):
    read = parse_outlooks(QUOTED.replace(old, new), FILE)
    (fault,) = read.problems
    assert said in fault.message_sv and f"rad {line}:" in fault.message_sv
    assert read.found == ()


def test_a_fault_in_one_quotation_takes_no_other_away():
    wrong = QUOTED.partition("[[utsikt]]")[2].replace("https://example.org/prov", "https://[x")
    read = parse_outlooks(f"{QUOTED}\n[[utsikt]]{wrong}", FILE)
    assert [one.issuer for one in read.found] == [one.issuer for one in parse_outlooks(QUOTED, FILE).found]
    assert "”https://[x” är ingen adress" in read.problems[0].message_sv


def foreseen(*lines):
    (one,) = parse_outlooks("\n".join((QUOTED.replace('place = "00"', 'place = "23"').rstrip(), *lines)), FILE).found
    return one


UNEMPLOYMENT = 'measure = "/indikator/arbetsloshet"'


@pytest.mark.parametrize(
    ("said", "end"),
    [(3.1, ", 0,3 procentenheter lägre."), (2.8, "."), (2.26, ", 0,5 procentenheter högre.")],
)
def test_a_number_given_ahead_of_time_stands_beside_the_one_that_came(made, said, end):
    """The county's unemployment of August 2026 is 2,8 per cent in the made-up store."""
    one = foreseen(UNEMPLOYMENT, 'period = "2026-08"', f"said = {said}")
    given = f"{said:.1f}".replace(".", ",")
    assert outcome(one, made) == (
        "Arbetsförmedlingen bedömde den 5 december 2024 arbetslösheten i Jämtlands län i augusti "
        f"till {given} procent. Det blev 2,8 procent{end}"
    )


def test_a_judgement_without_a_number_is_followed_by_what_came(made):
    told = outcome(foreseen(UNEMPLOYMENT, 'period = "2026-08"'), made)
    assert told.startswith("Så blev det: Arbetslösheten i Jämtlands län var 2,8 procent i augusti")


@pytest.mark.parametrize(("period", "as_of"), [("2027-06", None), ("2026-08", date(2026, 1, 1))])
def test_what_had_not_come_by_the_day_is_not_told(made, period, as_of):
    one = foreseen(UNEMPLOYMENT, f'period = "{period}"', "said = 4")
    assert outcome(one, made, as_of) == "" and awaited(one).endswith("är ännu inte publicerat.")
    assert awaited(foreseen()) == ""
