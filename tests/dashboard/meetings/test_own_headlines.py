"""An own headline of a slide, held against the claims of its links; the keys ``kept`` and ``seconds``."""

import numpy as np
import pytest

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting, check_headline_of
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.words import swedish
from dashboard.words.checking import Fault
from loaders.ground.errors import UsageError

HEAD = """schema = 1
date = 2026-11-30
title = "Prov"
place = "Teams"
county = "23"
"""


def findings(data, view):
    meeting = parse_meeting(f"{HEAD}[[view]]\n{view}", "2026-11-30.toml")
    setting = Setting(meeting=meeting, material=Material(data), size=Size.SCREEN)
    return check_headline_of(meeting.views[0], setting)


def test_a_headline_is_held_against_the_figures_of_its_link(data):
    link = 'link = "/indikator/arbetsloshet?jamfor=00"'
    (found,) = findings(data, f'{link}\nheadline = "Arbetslösheten i länet steg i augusti"')
    assert found.said_sv.startswith("Rubriken säger steg, siffrorna säger")
    assert "procentenheter lägre" in found.allowed_sv or "lägre arbetslöshet" in found.allowed_sv
    assert findings(data, f'{link}\nheadline = "Lägre arbetslöshet i länet än i riket"') == ()
    (turned,) = findings(data, f'{link}\nheadline = "Högre arbetslöshet i länet än i riket"')
    assert turned.words == "Högre"


def test_an_older_number_of_the_chart_is_no_news_of_its_own(data):
    """The newest number, and an older beside it, may be said of every chart; the older alone is not the newest."""
    for link in (
        "/indikator/arbetsloshet?region=2321&jamfor=00",
        "/indikator/arbetsloshet?matt=kommuner",
        "/indikator/sysselsattningsgrad",
        "/indikator/folkmangd",
    ):
        shown = view(parse(*link.partition("?")[::2], home="23"), data)
        by_period = shown.numbers.values if shown.period in shown.numbers.rows.codes else shown.numbers.values.T
        newest, last = by_period[-1], shown.history[-1]
        oldest = next(one for one in by_period[0] if np.isfinite(one) and one not in newest)
        unit = " procent" if shown.declared.is_share else ""
        now, then = (
            f"{swedish.number(one, shown.declared.decimals)}{unit}".replace("\xa0", " ") for one in (last, oldest)
        )
        assert now != then
        for said, wrong in ((now, []), (then, [then]), (f"{now}, mot {then}", [])):
            found = findings(data, f'link = "{link}"\nheadline = "Talet är {said}"')
            assert [one.words for one in found if one.fault is Fault.NUMBER] == wrong, (link, said, found)


def test_what_is_projected_is_no_earlier_number(data):
    shown = view(parse("/indikator/framskrivning", home="23"), data)
    later = swedish.number(np.nanmax(shown.numbers.values[-1]), 0).replace("\xa0", " ")
    assert shown.numbers.rows.codes[-1] > shown.period
    found = findings(data, f'link = "/indikator/framskrivning"\nheadline = "{later} invånare"')
    assert [one for one in found if one.fault is Fault.NUMBER] == []


def test_a_slide_without_an_own_headline_or_measures_is_not_checked(data):
    assert findings(data, 'link = "/indikator/arbetsloshet"') == ()
    free = 'kind = "free"\nheadline = "Arbetslösheten steg"\nsource = "Källa: en deltagare"\ntext = "Text"'
    assert findings(data, free) == ()


def test_every_measure_of_a_summary_may_be_what_a_headline_speaks_of(data):
    links = 'kind = "summary"\nlinks = ["/indikator/arbetsloshet", "/indikator/folkmangd"]'
    assert findings(data, f'{links}\nheadline = "Folkmängden ökade, arbetslösheten lägre"') == ()
    (found,) = findings(data, f'{links}\nheadline = "Folkmängden minskade, arbetslösheten lägre"')
    assert found.words == "minskade"


def test_seconds_and_kept_are_read_and_their_faults_told():
    meeting = parse_meeting(f'{HEAD}[[view]]\nlink = "/indikator/brp"\nseconds = 75\nkept = true', "a.toml")
    assert (meeting.views[0].seconds, meeting.views[0].kept) == (75, True)
    for wrong, told in (
        ("seconds = 0", "seconds: 0 sekunder går inte. Skriv 1 till 3600 sekunder."),
        ("kept = 1", "”kept” ska"),
    ):
        with pytest.raises(UsageError) as error:
            parse_meeting(f'{HEAD}[[view]]\nlink = "/indikator/brp"\n{wrong}', "a.toml")
        assert told in error.value.message_sv and "rad 8" in error.value.message_sv
