"""Registered firms by legal form: each form in its own gender, in few and in many."""

from datetime import date

import pytest

from dashboard import words
from dashboard.words import Facts, Observation, judge
from loaders.catalogue import indicator
from loaders.ground.declarations import Status
from loaders.ground.periods import span
from loaders.ground.places import place

NEW = indicator("new_registrations")


def claim(form: str, newest: float, *, usual: float = 3.0, status: Status = Status.EMPTY) -> words.Claim:
    """Ragunda with ``usual`` registrations every month from 2020 and ``newest`` in September 2026."""
    months = span("2020-01", "2026-09")
    series = {p: Observation(p, usual) for p in months[:-1]} | {months[-1]: Observation(months[-1], newest, status)}
    known = {"slice": {"legal_form": form}}
    return judge(Facts.of_series(NEW, place("2303"), series, months[-1], date(2026, 11, 22), **known))


@pytest.mark.parametrize(
    ("form", "newest", "said"),
    [
        ("total", 4, "I september registrerades 4 företag i Ragunda kommun, inom vanlig variation"),
        ("AB", 4, "I september registrerades 4 aktiebolag i Ragunda kommun"),
        ("AB", 0, "Inget aktiebolag registrerades i Ragunda kommun i september"),
        ("E", 1, "I september registrerades 1 enskild näringsidkare i Ragunda kommun"),
        ("E", 0, "Ingen enskild näringsidkare registrerades i Ragunda kommun i september"),
        ("E", 9, "9 enskilda näringsidkare i Ragunda kommun, ovanligt många"),
    ],
)
def test_a_form_has_its_own_words(form, newest, said):
    assert said in words.sentence(claim(form, newest))


def test_the_incomplete_month_is_shown_and_not_compared():
    found = claim("total", 30, usual=90, status=Status.INCOMPLETE)
    assert words.value(found) == "30"
    assert words.headline(found) == ("September är inte komplett: hittills 30 nyregistrerade företag i Ragunda kommun")
    assert words.sentence(found).endswith("Siffran jämförs inte förrän månaden är komplett. I augusti var det 90.")
    assert not found.word.is_change
