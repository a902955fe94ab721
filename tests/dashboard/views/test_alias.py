"""No address that is shared is longer than 70 characters, and short ones lead where long ones do, for ever."""

import hashlib
from datetime import date
from urllib.parse import quote_plus, urlsplit

import pytest
from hypothesis import given

from dashboard.data import similar
from dashboard.data.public import Public
from dashboard.pages import all_pages
from dashboard.views import ways
from dashboard.views.links import alias
from dashboard.views.selection import Selection, link
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Kind, Level
from loaders.ground.vocabulary import DIMENSIONS
from loaders.settings.values import LONGEST_PUBLIC_URL
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


@pytest.mark.parametrize("many", [2, 8, places.MOST_PARTS])
def test_an_own_area_of_any_size_and_name_leads_back_from_what_is_shared_of_it(many):
    """Whatever its name it fits a line, without the name where there is no room: the area of the same municipalities.
    Of sixty it may be longer, but is never an address that is not there, nor longer than the whole one."""
    codes = places.codes_at([Level.MUNICIPALITY])[:many]
    for name in ("Småkommunerna", "Å" + "ä" * 39, "Åre & Berg: (fjäll/skog)", "Ö" * places.LONGEST_NAME, "W8q" * 13):
        chosen = Selection(indicator="unemployment_rate", region=places.own_area(codes, name).code, way="fjol")
        address = link(chosen)
        shared = alias.shared(LONGEST, address).removeprefix(LONGEST.public_url)
        nameless = link(chosen.but(region=places.own_area(codes).code))
        led = shared if shared == address else alias.expand(shared)
        assert led == address or (led == nameless and len(LONGEST.public_url + alias.AT + alias.pack(address)) > 70)
        assert len(LONGEST.public_url + shared) <= (
            70 if many < places.MOST_PARTS else len(LONGEST.public_url + address)
        )


def test_a_group_of_similar_municipalities_has_such_an_address_too_live_and_as_known_today():
    codes = places.codes_at(["kommun"])
    slugs = [one.id for one in catalogue.shown() if one.kind is not Kind.PROJECTION]
    for n, own in enumerate(codes[::5]):
        members = [codes[(n * 37 + k * 41) % len(codes)] for k in range(1, 8)]
        group = similar.group_code(own, members, 2025)
        for as_of in (None, date(2026, 11, 28)):
            chosen = Selection(
                indicator=slugs[n % len(slugs)], region=own, compare=(group, places.place(own).county), as_of=as_of
            )
            shared = alias.shared(LONGEST, link(chosen))
            assert len(shared) <= alias.LONGEST_SHARED
            assert alias.expand(shared.removeprefix(LONGEST.public_url)) == link(chosen)


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
    wanted |= {f"~Liknande+{quote_plus(places.place(code).name)}+" for code in places.codes_at(["kommun"])}
    assert sorted(wanted - set(book)) == [], "add these lines at the end of dashboard/views/links/codebook.txt"
    lines, digest = FROZEN
    assert hashlib.sha256("\n".join(book[:lines]).encode()).hexdigest()[:16] == digest


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "//evil.example", "///evil.example/om"])
def test_no_short_address_leads_to_another_machine(elsewhere):
    packed = alias.pack(elsewhere)
    assert packed and alias.expand(alias.AT + packed) == ""  # to a browser two strokes begin the name of a host
