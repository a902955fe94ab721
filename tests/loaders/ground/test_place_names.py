"""Places by what publishers call them."""

import pytest

from loaders.ground import names
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged
from loaders.ground.places import all_places, by_name, by_names, is_residual, misread


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jämtlands län", "23"),
        ("JÄMTLAND", "23"),
        ("20 Dalarnas län", "20"),
        ("Dalarnas", "20"),
        ("Åre", "2321"),
        ("Krokoms kommun", "2309"),
        ("2380 Östersund", "2380"),
        ("  2380   östersund ", "2380"),
        ("Malung Sälen", "2023"),
        ("Malung", "2023"),
        ("Sverige", "00"),
        ("Hela riket", "00"),
        ("23", "23"),
        ("2313", "2313"),
    ],
)
def test_a_place_is_found_however_it_is_written(name, code):
    assert by_name(name).code == code


def test_a_decomposed_letter_is_the_same_letter():
    assert by_name("A\u030are").code == "2321"


def test_what_a_county_and_a_municipality_share_needs_the_level():
    assert by_name("Uppsala", level=Level.COUNTY).code == "03"
    assert by_name("Uppsala", level=Level.MUNICIPALITY).code == "0380"
    with pytest.raises(SourceChanged, match="may be 03 or 0380"):
        by_name("Uppsala")


def test_heby_is_found_in_the_county_it_left_in_2007_and_in_the_one_it_came_to():
    assert [by_name("Heby", county=county).code for county in ("19", "03")] == ["0331", "0331"]
    with pytest.raises(SourceChanged, match="no Swedish place is called 'Heby'"):
        by_name("Heby", county="23")
    assert by_name("1917 Heby").code == "0331"


def test_a_name_in_the_wrong_encoding_is_recognised():
    assert misread(["Östersund", "Nya Åre", "Narnia"]) == ""
    for name in ("Ã…re", "Ã\x85re"):
        assert misread(["Östersund", name]) == f" ('{name}' is 'Åre' in another encoding: fetch the file again)"
    assert "'\ufffdre' looks like text in another encoding" in misread(["\ufffdre"])
    with pytest.raises(SourceChanged, match=r"called 'Ã…re' \('Ã…re' is 'Åre' in another encoding"):
        by_name("Ã…re")


def test_all_unknown_names_are_listed_together():
    with pytest.raises(SourceChanged, match=r"'Narnia'.*'2380 Åre'"):
        by_names(["Åre", "Narnia", "2380 Åre"])
    assert {name: place.code for name, place in by_names(["Åre", "Berg", "Åre"]).items()} == {
        "Åre": "2321",
        "Berg": "2326",
    }


def test_the_names_of_all_municipalities_are_their_own():
    for place in all_places().values():
        if place.level is Level.MUNICIPALITY:
            assert by_name(place.name, level=Level.MUNICIPALITY) is place
            assert by_name(f"{place.code} {place.name}") is place


def test_every_place_has_a_concept_and_two_codes_are_younger_than_the_statistics():
    assert len({place.concept for place in all_places().values()}) == 312
    assert all_places()["23"].concept == "65Ms_7r1_RTG" and all_places()["2380"].concept == "Vt7P_856_WZS"
    younger = {code: place.since for code, place in all_places().items() if place.since}
    assert younger == {"0330": 2003, "0331": 2007}
    assert all_places()["0331"].formerly == "1917"


def test_a_name_that_says_nothing_is_no_place():
    assert is_residual("Uppgift saknas") and is_residual(" ") and is_residual(None)
    assert not is_residual("Åre")


@pytest.mark.parametrize(
    ("written", "known", "near"),
    [
        ("foo", ("form", "fran", "format"), ""),
        ("15-74", ("55-64", "16-64", "18-24"), ""),
        ("16–64", ("55-64", "16-64", "18-24"), "16-64"),
        ("kvinna", ("kvinnor", "man"), "kvinnor"),
        ("scb_207", ("scb_2007", "scb_2025"), "scb_2007"),
        ("2399", ("2309", "2303"), ""),
        ("Årre", ("Åre", "Ånge"), "Åre"),
        ("", ("Åre",), ""),
    ],
)
def test_a_name_is_proposed_only_where_it_is_near(written, known, near):
    """Digits are never misspelt: another number is another thing."""
    assert names.nearest(written, known) == near
