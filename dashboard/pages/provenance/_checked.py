"""What is checked of how everybody can use the pages, and what is known to be lacking: the statement's facts.

Each check names the test that does it (tests/dashboard/pages/test_provenance.py asks that it is there).
"""

from dataclasses import dataclass
from datetime import date

ASSESSED = date(2026, 11, 27)
"""The day the pages were last gone through as a whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence for readers, and the test that holds it: file and name."""

    told_sv: str
    file: str
    test: str


CHECKS = (
    Checked(
        "Alla sidor gås igenom med axe i en riktig webbläsare, på bred skärm och på mobil. Inga fel är kvar.",
        "tests/looks/test_sample.py",
        "test_every_page_and_way_can_be_seen_read_and_reached",
    ),
    Checked(
        "Alla sidor går att läsa utan skript.",
        "tests/dashboard/web/test_browser.py",
        "test_every_page_can_be_read_before_any_script",
    ),
    Checked(
        "Allt nås med tangentbord, och fokus stannar där det var när sidan byter innehåll.",
        "tests/dashboard/web/test_browser.py",
        "test_the_keyboard_reaches_everything_and_keeps_its_place",
    ),
    Checked("Det syns var fokus är.", "tests/dashboard/web/test_browser.py", "test_focus_can_be_seen"),
    Checked(
        "Varje diagram har en text som säger vad det visar, och samma siffror i en tabell.",
        "tests/dashboard/web/test_browser.py",
        "test_the_figure_says_what_it_shows",
    ),
    Checked(
        "Inget rör sig för den som har bett om mindre rörelse.",
        "tests/dashboard/web/test_browser.py",
        "test_nothing_moves_under_reduced_motion",
    ),
    Checked(
        "Mötets PDF är taggad, även radernas rubriker, och följer PDF/UA-1 och PDF/A-2a.",
        "tests/dashboard/pages/test_meeting_slides.py",
        "test_the_visitors_browser_draws_the_pdf",
    ),
)

LACKING_SV = (
    "Sidorna är inte provade av personer som använder skärmläsare till vardags, bara med verktyg och tangentbord.",
    "Källornas egna sidor, som vi länkar till, svarar deras utgivare för.",
)
