"""Projections of different rounds are never set side by side: riket's of 2026 and the regional ones of 2024."""

import pytest

from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.views.vintages import refuse_other_rounds
from loaders.ground.errors import UsageError
from loaders.ground.places import NATION, place

JAMTLAND, RIKET = place("23"), place(NATION)


def test_riket_of_another_round_is_refused_with_its_reason():
    with pytest.raises(UsageError) as refused:
        refuse_other_rounds(JAMTLAND, "2024", {RIKET: "2026"})
    said = refused.value.message_sv
    assert "Jämtlands län är från 2024" in said and "riket har en framskrivning från 2026" in said.lower()
    assert "summerar inte" in said


def test_places_of_one_round_are_set_beside_each_other():
    refuse_other_rounds(JAMTLAND, "2024", {place("2380"): "2024", place("22"): "2024"})


def test_asking_for_riket_beside_a_county_is_refused_since_the_regional_table_has_none(demo):
    with pytest.raises(UsageError) as refused:
        view(parse("/indikator/framskrivning", "?jamfor=00", home="23"), demo)
    assert "rikets egen görs om oftare" in refused.value.message_sv
    assert view(parse("/indikator/framskrivning", "", home="23"), demo).sentence
