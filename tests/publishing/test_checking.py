"""What a check tells of a draft: every sort once, over a small store whose newest month is August 2026."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from dashboard.editing.publishing import publish_draft
from dashboard.editions.page_body import SEGMENT_MINUTES
from dashboard.meetings.file import load_meeting
from dashboard.meetings.segment import Slide
from dashboard.publishing.checking import Sort, _complete, _made_up, check, counted_sv, grouped, is_tagged
from dashboard.publishing.fullness import STEPS, is_too_full
from dashboard.publishing.publish import NotPublished
from dashboard.views.slide_view import Picture, SlideView
from loaders.settings import Settings
from tests.dashboard.made import made_store
from tests.editions.fixture import TODAY, material_of

DAY = "2026-11-30"
HEAD = f"""schema = 1
date = {DAY}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"
"""
POPULATION = '[[view]]\nlink = "/indikator/folkmangd"\n'


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    made = Settings(data=tmp_path_factory.mktemp("checking"))
    made_store(made.store_dir)
    made.meetings_dir.mkdir(parents=True)
    return made


@pytest.fixture
def found(settings):
    """A function: what the check of some lines of a meeting file finds."""

    def checked(lines):
        path = settings.meetings_dir / f"{DAY}.toml"
        path.write_text(HEAD + lines, encoding="utf-8")
        return check(load_meeting(path, TODAY), material_of(settings))

    return checked


def of_sort(found, sort):
    return [(one.slide, one.stops, one.told_sv) for one in found if one.sort is sort]


def test_a_calm_draft_has_nothing_that_stops(found):
    assert [one for one in found(POPULATION) if one.stops] == []


def test_a_headline_that_contradicts_stops_unless_it_is_kept(found):
    wrong = POPULATION + 'headline = "Folkmängden minskade i länet"\n'
    ((slide, stops, told),) = of_sort(found(wrong), Sort.HEADLINE)
    assert (slide, stops) == (1, True) and told.startswith("Rubriken säger")
    first = found(wrong)[0]
    assert first.stops and first.line_sv.startswith("Bild 1, rubrik: ") and " Reglerna tillåter: ”" in first.line_sv
    ((_, stops, told),) = of_sort(found(wrong + "kept = true\n"), Sort.HEADLINE)
    assert not stops and told.endswith(" Den är behållen och märks ”Rubrik av analytikern”.")


def test_words_that_contradict_are_told_and_stop_nothing(found):
    told = of_sort(found(POPULATION + 'words = "Folkmängden minskade i länet."\n'), Sort.HEADLINE)
    assert [(slide, stops) for slide, stops, _ in told] == [(1, False)] and "I orden under bilden: " in told[0][2]


def test_a_source_that_only_says_demodata_is_none(found):
    free = '[[view]]\nkind = "free"\nheadline = "DEMODATA: något"\ntext = "Text."\nsource = "DEMODATA."\n'
    assert of_sort(found(free), Sort.SOURCE) == [(1, True, "Källa saknas.")]


def test_a_month_that_has_not_come_is_told_with_its_days(found):
    coming = of_sort(found('[[view]]\nlink = "/indikator/arbetsloshet"\n'), Sort.COMING)
    assert [(slide, stops) for slide, stops, _ in coming] == [(1, False)] * len(coming)
    assert "Arbetslöshet september 2026 väntas 22–30 nov, före mötet." in [told for *_, told in coming]


def test_a_table_that_was_never_fetched_is_no_delay_of_its_publisher(found):
    # the small store has August's population from another fetch than that of the table for counties
    told = [told for *_, told in of_sort(found(POPULATION), Sort.LATE)]
    assert told == ["Folkmängd september 2026 är inte hämtad: den väntades 1–11 nov. Hämta med lanspuls fetch."]


def test_what_is_new_since_the_last_meeting_is_told(found):
    # August was published on 29 October, after the last Monday of that month
    told = of_sort(found('[[view]]\nlink = "/indikator/arbetsloshet"\n'), Sort.NEWS)
    assert told == [(1, False, "Arbetslöshet augusti 2026: nytt.")]


def test_the_seconds_over_the_segments_seven_minutes_are_told_and_stop_nothing(found):
    # 370 + 60 = 430 seconds, of 420: a slide that says nothing takes a minute, one that is only prepared none
    long = f"{POPULATION}seconds = 370\n{POPULATION}{POPULATION}seconds = 300\nprepared = true\n"
    told = "Bilderna tar 7:10 av segmentets 7:00 minuter, 10 sekunder över."
    assert of_sort(found(long), Sort.TIME) == [(0, False, told)]
    assert of_sort(found(f"{POPULATION}seconds = {60 * SEGMENT_MINUTES}\n"), Sort.TIME) == []


def test_links_and_attachments_of_one_name_are_told_and_counted(found, settings):
    (settings.meetings_dir / "a.txt").write_text("a", encoding="utf-8")
    link = '[[lank]]\ntitle = "Dagordning"\naddress = "https://example.se/d"\n'
    attached = '[[bilaga]]\ntitle = "{}"\nfile = "a.txt"\n'
    told = found(POPULATION + attached.format("dagordning ") + link + attached.format("Bilder"))
    alike = "Två heter ”Dagordning” (https://example.se/d och a.txt). Ge dem namn som skiljer dem åt."
    assert of_sort(told, Sort.ATTACHED) == [(0, False, alike)]
    apart = [len(group.found) for group in grouped(told)]
    assert sum(apart) == len(told) and counted_sv(told) == f"inget stoppar · 1 att se på · {apart[1]} sent"


def test_an_attachment_that_is_not_there_stops_and_an_untagged_pdf_is_told(found, settings):
    attached = '[[bilaga]]\ntitle = "Gästens bilder"\nfile = "bilder.pdf"\n'
    ((slide, stops, told),) = of_sort(found(POPULATION + attached), Sort.ATTACHED)
    assert (slide, stops) == (0, True) and told.startswith("bilder.pdf finns inte bredvid mötesfilen")
    path = settings.meetings_dir / "bilder.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    ((_, stops, told),) = of_sort(found(POPULATION + attached), Sort.ATTACHED)
    assert not stops and "ingen taggad PDF" in told
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document.save(path)
    assert of_sort(found(POPULATION + attached), Sort.ATTACHED) == []
    assert not is_tagged(b"no document")


@pytest.fixture
def asked(settings):
    """What a slide of figures is asked for."""
    path = settings.meetings_dir / f"{DAY}.toml"
    path.write_text(HEAD + POPULATION, encoding="utf-8")
    return load_meeting(path, TODAY).views[0]


def test_a_figure_or_picture_without_alternative_text_and_lost_figures_stop(asked):
    source, no_text = "Källa: SCB", Picture(content=b"", format="png", alt="")
    slides = [
        Slide(asked, SlideView(title="En", headline="En", plain_source=source, figure={"data": []}, alt=" ")),
        Slide(
            asked,
            SlideView(title="Två", headline="Två", plain_source=source, picture=no_text),
        ),
        Slide(asked, SlideView(title="Tre", headline="Tre", plain_source=source, sentence="Skadat.", is_lost=True)),
    ]
    assert [(one.slide, one.sort, one.stops) for one in _complete(slides)] == [
        (1, Sort.ALT, True),
        (2, Sort.ALT, True),
        (3, Sort.LOST, True),
    ]


def test_a_draft_may_lack_alternative_text_and_is_not_published_so(found, settings):
    (settings.meetings_dir / "bild.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    free = '[[view]]\nkind = "free"\nheadline = "Ny väg"\npicture = "bild.svg"\nsource = "Källa: kommunen"\n'
    lacking = found(POPULATION + free)
    assert of_sort(lacking, Sort.ALT) == [(2, True, "Bilden saknar alternativtext.")]
    path, material = settings.meetings_dir / f"{DAY}.toml", material_of(settings)
    with pytest.raises(NotPublished, match="alternativtext"):
        publish_draft(path, material, datetime(2026, 11, 27, 12, tzinfo=UTC))
    assert not (settings.editions_dir / DAY).exists()
    assert of_sort(found(f'{POPULATION}{free}alt = "En karta"\n'), Sort.ALT) == []


def test_made_up_figures_stop_among_official_ones_and_not_alone(asked):
    def slide(synthetic):
        return Slide(asked, SlideView(title="En", headline="En", plain_source="Källa: SCB", synthetic=synthetic))

    assert [(one.slide, one.stops) for one in _made_up([slide(False), slide(True)])] == [(2, True)]
    assert list(_made_up([slide(True), slide(True)])) == list(_made_up([slide(False)])) == []


def test_the_source_line_of_the_standing_summary_finds_room_and_one_twice_as_long_does_not(asked):
    """The room sets it on three lines beside the meeting's name: the third ends after *inkvarteringsstatistiken*."""
    source = (
        "Källa: Arbetsförmedlingen, tidsserier över platser; SCB, tabell TAB6260; Tillväxtanalys, Konkurser "
        "och offentliga ackord; Arbetsförmedlingen, tidsserier över varsel per län; Tillväxtverket, "
        "inkvarteringsstatistiken."
    )
    for said, is_full in ((source, False), (source + source, True)):
        view = SlideView(title="", headline="Läget i korthet", plain_source=said, figure={})
        assert is_too_full(Slide(asked, view)) is is_full


def test_the_check_reckons_with_the_steps_that_the_room_takes():
    script = Path("dashboard/meetings/page/fitting.js").read_text(encoding="utf-8")
    (steps,) = re.findall(r"STEPS = \[(.*)\];", script)
    assert tuple(map(float, steps.split(","))) == STEPS
