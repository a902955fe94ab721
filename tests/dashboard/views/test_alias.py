"""No address that is shared is longer than 70 characters, and short ones lead where long ones do, for ever."""

import hashlib
from urllib.parse import urlsplit

import pytest
from hypothesis import given

from dashboard.data.public import Public
from dashboard.pages import all_pages
from dashboard.views import ways
from dashboard.views.links import alias
from dashboard.views.selection import link
from loaders import catalogue
from loaders.ground import places
from loaders.ground.vocabulary import DIMENSIONS
from loaders.settings import LONGEST_PUBLIC_URL
from tests.dashboard.views.test_selection import selections

LONGEST = Public("https://" + "x" * (LONGEST_PUBLIC_URL - len("https://.se")) + ".se")
FROZEN = (801, "a05e5100617d41da")
"""How many lines stood in the codebook when short addresses were first made, and their digest."""


@given(selections())
def test_every_selection_has_an_address_of_at_most_70_characters_that_leads_back(selection):
    address = link(selection)
    shared = alias.shared(LONGEST, address)
    assert len(shared) <= alias.LONGEST_SHARED and shared.startswith(LONGEST.public_url)
    path = shared.removeprefix(LONGEST.public_url)
    assert path == address or alias.expand(path) == address
    assert alias.expand(alias.AT + alias.pack(address)) == address


@pytest.mark.parametrize(
    ("link", "shared"),
    [
        ("/indikator/arbetsloshet?region=2321", "https://lanspuls.example.se/indikator/arbetsloshet?region=2321"),
        (
            "/indikator/sysselsatta-bransch?region=2321&bransch=hotell",
            "https://lanspuls.example.se/k/sysselsatta-bransch-are.",
        ),
    ],
)
def test_a_short_address_says_what_it_shows(link, shared):
    found = alias.shared(Public("https://lanspuls.example.se"), link)
    assert found.startswith(shared) and len(found) <= 70
    assert alias.expand(urlsplit(found).path) in ("", link)


def test_short_addresses_of_the_day_they_were_made_still_lead_there():
    assert {short: alias.expand(short) for short in WORKED} == WORKED


WORKED = {
    "/k/sysselsatta-bransch-are.k9ASGznAl": "/indikator/sysselsatta-bransch?region=2321&bransch=hotell",
    "/k/k9ASGznAl": "/indikator/sysselsatta-bransch?region=2321&bransch=hotell",
    "/k/arbetsloshet-are.kxASGg0Sd-JhorI3": "/indikator/arbetsloshet?region=2321&jamfor=2021,2026,00&senaste=120",
    "/k/folkmangd-are.lQASGg5CZCpC5DAqMcHTlQp": "/indikator/folkmangd?region=2321&jamfor=2303,2305,2309,2313"
    "&fran=2022-01&till=2026-08",
}


def test_a_letter_wrong_leads_nowhere():
    packed = alias.pack("/indikator/arbetsloshet?region=2321&kon=kvinnor")
    wrong = [packed[:n] + ("A" if packed[n] != "A" else "B") + packed[n + 1 :] for n in range(len(packed))]
    assert sum(alias.unpack(one) != "" for one in wrong) <= 1
    assert not any(alias.unpack(text) for text in ("", "A", "å", "A" * 71, "%%"))


def test_the_codebook_holds_every_piece_of_our_addresses_and_is_only_added_to():
    book = alias.codebook()
    assert len(book) == len(set(book)) and all(piece.isascii() for piece in book)
    wanted = {f"/indikator/{one.slug}" for one in catalogue.shown()} | set(places.all_places()) | set(ways.by_word())
    wanted |= {value.url_word for one in DIMENSIONS.values() for value in one.values if value.url_word}
    wanted |= {kind.fixed for kind in all_pages()}
    assert sorted(wanted - set(book)) == [], "add these lines at the end of dashboard/views/links/codebook.txt"
    lines, digest = FROZEN
    assert hashlib.sha256("\n".join(book[:lines]).encode()).hexdigest()[:16] == digest
