"""What a measure is made of: parts that add up per municipality, and industries by the rules for small numbers."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.views.splits.parts import PlaceParts
from dashboard.words.kinds import splits
from loaders import catalogue
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import span
from loaders.ground.places import municipalities, place
from loaders.store import Delivery, Scope, Store

MOMENT = datetime(2026, 10, 29, 6, 0, tzinfo=UTC)
HOME = tuple(one.code for one in municipalities("23"))
ÅRE, BERG = place("2321"), place("2326")
MONTHLY = {"2321": (1, 2, 1, 0, 4), "2326": (-1, -2, 0, 0, -2), "23": (0, 0, 1, 0, 2)}
"""Födelseöverskott, inrikes, utrikes, justering and the change itself each month; Berg's parts miss it by one."""
PARTS = ("natural", "domestic_net", "foreign_net", "adjustment", "change")
EMPLOYED = {
    "total": (1100, 1120), "A": (300, 320), "F": (150, 120), "G": (99, 99), "I": (8, 9), "Q": (500, 510),
    "unknown": (43, 62),
}  # fmt: skip
"""In Åre in August the year before and in August; I is too small to stand by itself, G for a bar."""


def put(store: Store, id_: str, axes: dict, figure) -> None:
    """One publication of an indicator: ``figure(key)`` is its value in a cell, None where it has no row."""
    panel = Panel.empty(axes)
    for position in np.ndindex(panel.shape):
        value = figure({name: codes[n] for (name, codes), n in zip(axes.items(), position, strict=True)})
        if value is not None:
            panel.values[position], panel.status[position] = value, 0
    scope = Scope({name: codes for name, codes in axes.items() if name != PERIOD})
    table = catalogue.indicator(id_).tables[0]
    with store.writing() as writer:
        writer.add(id_, panel, Delivery(table=table, updated=MOMENT, fetched=MOMENT, synthetic=True), scope=scope)


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    """Two years of population change in the county, and employed by industry in Åre a year apart."""
    store = Store(tmp_path_factory.mktemp("split") / "store")
    flows = {"component": tuple(sorted(PARTS)), REGION: ("00", "23", *HOME), PERIOD: span("2024-09", "2026-08")}
    nobody = (0,) * len(PARTS)
    put(store, "population_change", flows, lambda key: MONTHLY.get(key[REGION], nobody)[PARTS.index(key["component"])])
    industries = {"basis": ("workplace",), "classification": ("SNI2007",), "industry": tuple(sorted(EMPLOYED))}
    industries |= {REGION: ("23", "2321"), PERIOD: span("2025-08", "2026-08")}
    put(store, "employed_by_industry", industries, lambda key: EMPLOYED[key["industry"]][key[PERIOD] >= "2026-08"])
    return Data(store, today=lambda: date(2026, 11, 22))


def shown(data, address, size=Size.SCREEN):
    path, _, search = address.partition("?")
    return view(parse(path, search), data, size)


def test_a_years_change_is_split_into_parts_that_add_up(split):
    found = shown(split, "/indikator/folkokning?matt=delar")
    rows = {row[0]: row[1:] for row in found.table.rows}
    assert rows["Åre"] == ("+48", "+12", "+24", "+12", "0", "")
    assert rows["Berg"] == ("−24", "−12", "−24", "0", "0", "+12")
    assert [column.title for column in found.table.columns][1:] == [
        "netto", "födelseöverskott", "inrikes flyttnetto", "utrikes flyttnetto", "justeringspost", "avvikelse",
    ]  # fmt: skip
    drawn = {trace["name"]: trace["x"] for trace in found.figure["data"]}
    assert (drawn["Födelseöverskott"][0], drawn["Justeringspost"][0]) == (12.0, 0.0)  # Åre, the largest rise, on top
    assert (drawn["Födelseöverskott"][-1], drawn["Justeringspost"][-1]) == (
        -12.0,
        12.0,
    )  # Berg's with what is left over
    assert drawn["netto"][0] == 48.0 and drawn["netto"][-1] == -24.0
    assert "Justeringspost: ritad med SCB:s små avvikelser" in found.caption


def test_the_headline_is_the_countys_whichever_place_is_chosen(split):
    of_county, of_are = (shown(split, f"/indikator/folkokning?{place_}matt=delar") for place_ in ("", "region=2321&"))
    assert of_county.headline == of_are.headline
    assert (
        of_county.headline == "Folkmängden i Jämtlands län ökade med 24 personer på tolv månader till och med augusti"
    )
    assert of_county.sentence == (
        "I Jämtlands län var födelseöverskottet 0 personer, det inrikes flyttnettot 0, det utrikes flyttnettot +12 och "
        "justeringsposten 0. Störst ökning hade Åre kommun, 48 personer. "
        "Störst minskning hade Bergs kommun, 24 personer."
    )
    assert of_are.sentence.startswith(of_county.sentence)
    assert "Folkmängden i Åre kommun ökade med 48 personer på tolv månader till och med augusti." in of_are.sentence
    assert of_are.alt.startswith(of_are.headline) and "netto +48" in of_are.alt and "netto −24" in of_are.alt


def test_a_part_that_is_chosen_makes_no_difference_to_the_split(split):
    of_births = shown(split, "/indikator/folkokning?matt=fodda,delar")
    assert of_births.table == shown(split, "/indikator/folkokning?matt=delar").table


@given(st.integers(-500, 500), st.tuples(*[st.integers(-500, 500)] * 4))
def test_parts_and_what_is_left_over_add_up_to_the_net(net, parts):
    whole = PlaceParts(place=ÅRE, net=float(net), parts=tuple(map(float, parts))).whole
    assert sum(whole.parts) + whole.rest == net == sum(whole.drawn)
    assert whole.drawn[:-1] == whole.parts[:-1]


def test_a_change_that_lacks_a_part_is_not_whole():
    assert PlaceParts(place=ÅRE, net=5.0, parts=(5.0, None)).whole is None
    assert PlaceParts(place=ÅRE, net=None, parts=(5.0, 1.0)).whole is None


def test_no_municipality_within_the_noise_is_said_to_have_changed_most():
    assert splits.extremes([(ÅRE, 9.0), (BERG, -9.0)]) == ""
    assert splits.extremes([(ÅRE, 12.0), (BERG, 12.0)]) == (
        "Störst ökning hade Åre och Bergs kommuner, båda 12 personer."
    )


def test_industries_are_drawn_as_changes_and_the_small_as_numbers(split):
    found = shown(split, "/indikator/sysselsatta-bransch?region=2321&matt=branscher")
    layout = found.figure["layout"]
    assert layout["yaxis"]["ticktext"] == [
        "Jordbruk, skogsbruk och fiske", "Vård och omsorg", "Handel", "Byggverksamhet", "Övriga 2 branscher",
    ]  # fmt: skip
    bars = found.figure["data"][0]
    assert bars["x"] == [20.0, 10.0, 0.0, -30.0, 0.0]  # under 100 employed: no bar
    texts = [note["text"].strip("</b>") for note in layout["annotations"]]
    assert {"+20", "+10", "−30", "320", "99", "71"} <= set(texts)  # 9 and 62 together
    assert "mot<br>aug\u00a02025" in texts
    assert found.headline == ("Störst ändring i Åre kommun på ett år till augusti: 30 färre inom byggverksamhet")
    assert (
        "Inom byggverksamhet var det 30 färre sysselsatta än i augusti i fjol, den största minskningen."
        in found.sentence
    )
    assert found.tables.further == () and found.table.rows[-1][0] == "Alla branscher"


def test_a_change_under_twenty_persons_gets_no_word():
    place_, then = ÅRE, "i augusti i fjol"
    few = [("handel", 19.0), ("bygg", -19.0)]
    assert splits.industries(few, "sysselsatta", then) == (
        "I ingen bransch var det minst 20 sysselsatta fler eller färre än i augusti i fjol."
    )
    assert splits.industry_headlines(few, "sysselsatta", place_, "augusti") == [
        "Ingen bransch i Åre kommun ändrades med minst 20 personer på ett år till augusti",
        "Ingen bransch i Åre kommun ändrades tydligt på ett år till augusti",
    ]


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("address", ["folkokning?matt=delar", "sysselsatta-bransch?region=2321&matt=branscher"])
def test_every_size_is_drawn_and_marked(split, address, size):
    found = shown(split, f"/indikator/{address}", size)
    assert sum("DEMODATA" in note["text"] for note in found.figure["layout"]["annotations"]) == 1
    assert found.link == f"/indikator/{address}" and len(found.headline) <= 90


def test_what_has_no_parts_or_industries_says_so():
    for address in ("arbetsloshet?matt=delar", "folkmangd?matt=branscher"):
        with pytest.raises(UsageError) as caught:
            parse(f"/indikator/{address.partition('?')[0]}", address.partition("?")[2])
        assert "delas inte upp så" in caught.value.message_sv
