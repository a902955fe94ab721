"""Meeting files: what is read, and where a fault is said to be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import meeting_days
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import check_written, load_meeting, parse_meeting
from dashboard.meetings.keys import chosen_by
from dashboard.views import selection
from loaders.catalogue import shown
from loaders.ground.errors import UsageError

GOOD = '''schema = 1
date = 2026-11-30
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
words = """
Första raden.
headlin = "inte en nyckel"
"""

[[view]]
link = "/indikator/folkmangd?region=2321"
headline = "Åre växer"
'''


def refusal(text: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse_meeting(text, "2026-11-30.toml")
    return caught.value


def test_a_meeting_file_is_read():
    read = parse_meeting(GOOD, "2026-11-30.toml")
    assert (read.slug, read.place, read.as_of) == ("2026-11-30", "Östersund", None)
    assert [view.selections[0].indicator for view in read.views] == ["unemployment_rate", "population"]
    assert [view.selections[0].region for view in read.views] == ["23", "2321"]
    assert read.views[0].words.startswith("Första raden.")
    assert read.views[1].headline == "Åre växer"


def test_the_meetings_day_holds_for_views_without_a_day_of_their_own():
    text = GOOD.replace('county = "23"', 'county = "23"\nas_of = 2026-11-12').replace("?region=2321", "?per=2026-10-01")
    views = parse_meeting(text, "m.toml").views
    assert [view.selections[0].as_of for view in views] == [date(2026, 11, 12), date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("title =", "titel =", 3, "”titel”. Menade du ”title”?"),
        ('headline = "Åre', 'headlin = "Åre', 16, "”headlin”. Menade du ”headline”?"),
        ("words =", "kommentar =", 9, "Kända är link, links, box, words"),
        ("date = 2026-11-30", 'date = "30 november"', 2, "inget datum"),
        ("date = 2026-11-30", "date = 2026", 2, "ska vara ett datum"),
        ("date = 2026-11-30", "date = 2026-11-31", 2, "dagen 2026-11-31 finns inte"),
        ("schema = 1", "schema = 2", 1, "Skriv schema = 1"),
        ("schema = 1", "schema = true", 1, "heltal"),
        ('county = "23"', "county = 23", 5, "text inom citattecken"),
        ('county = "23"', 'county = "2321"', 5, "inget län"),
        ('place = "Östersund"', 'place = " "', 4, "tom"),
        ("arbetsloshet", "arbetslsohet", 8, "Menade du ”arbetsloshet”?"),
        ("region=2321", "regoin=2321", 15, "Menade du ”region”?"),
        ("region=2321", "region=2399", 15, "ingen plats"),
        ("/indikator/folkmangd?region=2321", "http://exempel.se/", 15, "ingen länk"),
        ("/indikator/folkmangd?region=2321", "/", 15, "ingen länk"),
        ('"Åre växer"', f'"{"x" * 91}"', 16, "91 tecken"),
        ('"Åre växer"', "3", 16, "text inom citattecken"),
        ('link = "/indikator/folkmangd?region=2321"\n', "", 14, "”link” saknas"),
        ('title = "Regional näringslivsdialog"', "title = [", 4, "giltig TOML"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_way_out(old, new, line, says):
    error = refusal(GOOD.replace(old, new, 1))
    assert says in error.message_sv
    assert error.message_sv.startswith(f"2026-11-30.toml, rad {line}:")
    assert f"line {line}:" in str(error)


def test_a_file_without_views_is_refused():
    assert "”view” saknas" in refusal(GOOD[: GOOD.index("[[view]]")]).message_sv


def test_the_line_is_right_for_every_way_of_writing_a_key():
    head = 'schema = 1\n# view = 3\n"date" = 2026-11-30\ntitle = "a"\nplace = "b"\ncounty = "23"\n'
    listed = 'view = [\n  {link = "/indikator/brp"},\n  {lnk = "x"},\n]\n'
    assert "rad 7: okänd nyckel ”lnk”" in refusal(head + listed).message_sv
    assert "rad 7: okänd nyckel ”dag”" in refusal(head + 'dag.ord = "x"\n' + listed).message_sv


def test_a_day_of_figures_that_has_not_been_is_refused_by_whoever_knows_the_day():
    text = GOOD.replace('county = "23"', 'county = "23"\nas_of = 2026-11-12')
    assert parse_meeting(text, "m.toml").as_of == parse_meeting(text, "m.toml", date(2026, 11, 12)).as_of
    told = "dagen för siffrorna, ”2026-11-12” har inte varit än. Skriv 2026-11-11 eller en tidigare dag."
    for read, said in ((parse_meeting, f"m.toml, rad 6: {told}"), (check_written, f"D{told[1:]}")):
        with pytest.raises(UsageError) as caught:
            read(text, "m.toml", date(2026, 11, 11))
        assert caught.value.message_sv == said


def test_a_file_named_by_another_day_is_refused(tmp_path):
    path = tmp_path / "2026-11-29.toml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError, match=r"line 2: date is 2026-11-30"):
        load_meeting(path)


def test_windows_line_ends_and_byte_order_mark_are_no_faults(tmp_path):
    path = tmp_path / "2026-11-30.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_meeting(path).title == "Regional näringslivsdialog"


def test_other_encodings_missing_and_huge_files_are_refused(tmp_path):
    path = tmp_path / "2026-11-30.toml"
    with pytest.raises(UsageError, match="there is no meeting file"):
        load_meeting(path)
    path.write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_meeting(path)
    path.write_bytes(b"#" * 60_000)
    with pytest.raises(UsageError, match="larger"):
        load_meeting(path)


def test_the_newest_meeting_is_chosen_by_date(tmp_path):
    with pytest.raises(UsageError, match="no meeting files"):
        meeting_days.newest_meeting(tmp_path / "absent")
    for name in ("2026-09-28.toml", "2026-11-30.toml", "anteckningar.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert meeting_days.newest_meeting(tmp_path).name == "2026-11-30.toml"
    assert [path.stem for path in meeting_days.meeting_files(tmp_path)] == ["2026-11-30", "2026-09-28"]


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_demo_meeting_reads_and_falls_on_the_months_last_monday(today):
    read = parse_meeting(demo_meeting_toml(today), "demo.toml")
    assert read.date.weekday() == 0
    assert (read.date.year, read.date.month) == (today.year, today.month)
    assert (read.date.replace(day=1) - today.replace(day=1)).days == 0
    assert date.fromordinal(read.date.toordinal() + 7).month != today.month
    assert all("DEMODATA" in view.words for view in read.views if view.words)


@given(st.sampled_from(shown()), st.sampled_from(["23", "2321", "00", "2380"]))
def test_every_indicators_link_may_stand_in_a_meeting(indicator, region):
    chosen = selection.Selection(indicator=indicator.id, region=region)
    assert chosen_by(selection.link(chosen, home="23"), "23") == chosen


SLIDES = """schema = 1
date = 2026-11-30
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
kind = "summary"
links = ["/indikator/konkurser", "/indikator/varsel"]
notes = "Säg det viktigaste först."

[[view]]
links = ["/indikator/konkurser", "/indikator/varsel"]
box = "/indikator/inskrivna-arbetslosa"

[[view]]
kind = "free"
headline = "En fri bild i november"
text = "Med egna ord."
table = [["Vad", "När"], ["Ett", "Nu"]]
picture = "bild.png"
alt = "En bild."
source = "Källa: deltagare."

[[view]]
kind = "outlook"
"""


def test_every_kind_of_slide_is_read():
    views = parse_meeting(SLIDES, "m.toml").views
    assert [view.kind for view in views] == ["summary", "view", "free", "outlook"]
    assert [chosen.indicator for chosen in views[0].selections] == ["bankruptcies", "redundancy_notices"]
    assert views[0].notes == "Säg det viktigaste först."
    assert views[1].content.box.indicator == "af_unemployed"
    assert views[2].content.table == (("Vad", "När"), ("Ett", "Nu"))
    assert (views[2].content.picture, views[2].content.alt, views[2].selections) == ("bild.png", "En bild.", ())


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('kind = "summary"', 'kind = "sumary"', 8, "Menade du ”summary”?"),
        ("notes =", "note =", 10, "”note”. Menade du ”notes”?"),
        ("box =", "boxx =", 14, "”boxx”. Menade du ”box”?"),
        ('"/indikator/varsel"]\nnotes', '"/indikator/varsl"]\nnotes', 9, "Menade du ”varsel”?"),
        ('links = ["/indikator/konkurser", "/indikator/varsel"]\nbox', "links = []\nbox", 13, "en till två länkar"),
        ('links = ["/indikator/konkurser", "/indikator/varsel"]\nnotes', "notes", 7, "”links” saknas"),
        ('headline = "En fri bild i november"\n', "", 16, "”headline” saknas"),
        ('source = "Källa: deltagare."\n', "", 16, "”source” saknas"),
        ('"bild.png"', '"../bild.png"', 21, "inget filnamn på en bild"),
        ('"bild.png"', '"bild.exe"', 21, "inget filnamn på en bild"),
        (', ["Ett", "Nu"]]', ', ["Ett", true]]', 20, "texter inom citattecken"),
        ('kind = "outlook"', 'kind = "outlook"\nlink = "/"', 27, "okänd nyckel ”link”"),
    ],
)
def test_a_fault_of_any_kind_of_slide_is_named_with_its_line(old, new, line, says):
    assert old in SLIDES
    error = refusal(SLIDES.replace(old, new, 1))
    assert says in error.message_sv
    assert f"rad {line}:" in error.message_sv
