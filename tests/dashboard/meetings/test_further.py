"""The ten measures that are at hand before a meeting begins: chosen by a published rule from what its slides show."""

from datetime import date

from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.speaking.further import MOST, likeliest, slides_of
from loaders import catalogue

MEETING = parse_meeting(demo_meeting_toml(date(2026, 11, 22)), "2026-11-30.toml")


def slugs(meeting, has_figures=lambda _: True):
    return [one.slug for one in likeliest(meeting, has_figures)]


def test_the_ten_begin_with_what_the_slides_name_and_go_on_with_persons_family_and_topics():
    assert slugs(MEETING) == [
        "gastnatter",  # a row of the summary without a slide of its own
        "inskrivna-arbetslosa",  # the box of slide 3
        "arbetslosa", "langtidsarbetslosa",  # the persons behind the shares of slides 3 and 6
        "alla-lediga-jobb", "andel-inskrivna-arbetslosa", "konkurser-anstallda", "brp-per-invanare",  # the families'
        "registrerade-foretag", "folkmangd",  # of further topics, one each in turn
    ]  # fmt: skip


def test_what_has_a_slide_no_figures_or_no_county_is_not_among_them():
    on_slides = slides_of(MEETING)
    assert on_slides["unemployment_rate"] == (3, 4) and "guest_nights" not in on_slides
    found = likeliest(MEETING, lambda id_: id_ != "guest_nights")
    assert len(found) == MOST and found[0].slug == "inskrivna-arbetslosa"
    assert not {one.id for one in found} & set(on_slides)
    assert slugs(MEETING, lambda _: False) == []
    every = [one for one in catalogue.shown() if one.id not in on_slides]
    assert "inpendlare" not in slugs(MEETING) and any(one.id == "commuters_in" for one in every)
