"""An own headline of a slide, held against the claims of its links; the keys ``kept`` and ``seconds``."""

import pytest

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting, check_headline_of
from dashboard.model import Size
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
