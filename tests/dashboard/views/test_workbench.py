"""The SNI workbench: shares counted by hand, addresses that lead back, and nothing told that is not shown elsewhere."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.public import Public
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.model import Size
from dashboard.views.links import alias
from dashboard.views.workbench import drawing
from dashboard.views.workbench.choice import Chosen, address, parse
from dashboard.views.workbench.reach import Reach, Whole, persons
from dashboard.views.workbench.seen import Seen
from loaders.fetching.importing import import_files
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.places import codes_at, municipalities
from loaders.settings import Settings
from loaders.sni import sni_sets
from loaders.store import Store
from tests.shared import TODAY

PERSONS = {"3312": 12, "3811": 8, "4520": 20, "7721": 32, "9523": 0, "4711": 328, "8411": 600}
"""Of each municipality: 1 000 in all, 400 of them in näringslivet, 40 on SCB's list."""
ÅRE, BERG = "2321", "2326"


def extract(changed=None, only=None, whole_country=False):
    """The text of an extract: every municipality of county 23 as PERSONS says, but for changed (place, industry)."""
    rows = ["Kommunkod;SNI2007;År;Antal"]
    inside = municipalities("23")
    for place in inside:
        mine = {sni: (changed or {}).get((place.code, sni), many) for sni, many in PERSONS.items()}
        rows += [f"{place.code};{sni};2024;{many}" for sni, many in mine.items() if only is None or sni in only]
        rows.append(f"{place.code};Totalt;2024;1000")
    others = codes_at([Level.COUNTY]) if whole_country else ("23",)
    for code, times in [(code, len(inside)) for code in others] + [("00", 1000)]:
        rows += [f"{code};{sni};2024;{times * many}" for sni, many in PERSONS.items() if only is None or sni in only]
        rows.append(f"{code};Totalt;2024;{times * 1000}")
    return "\n".join(rows)


def stored(folder, *changed, **more):
    """A store of an extract."""
    folder.mkdir()
    file = folder / "sni_utdrag_2024.csv"
    file.write_text(extract(*changed, **more), encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    return Data(Store(settings.store_dir), today=lambda: TODAY)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("workbench") / "one")


def seen(data, own=(), **said):
    region = said.pop("region", "23")
    return Seen(parse(said, own, region, home="23"), data)


def texts(found):
    return {row.place.code: tuple(row.text(base) for base in ("all", "business")) for row in found.rows}


def test_the_list_as_it_stands_has_the_share_one_counts_by_hand(data):
    found = seen(data)
    assert texts(found)["23"] == texts(found)["00"] == ("4,0", "10,0")  # 40 of 1 000, and of 400
    assert texts(found)[ÅRE] == ("4", "10")
    assert found.sentence(found.own) == (
        "År 2024 arbetade 4,0 procent av alla i Jämtlands län i branscher som SCB räknar som cirkulära. "
        "Av dem som arbetade i näringslivet var det 10,0 procent."
    )
    assert found.chosen.is_reference and found.compared_sv == ""


def test_without_workshops_a_county_is_exact_and_a_municipality_an_interval_of_what_is_shown(data):
    found = seen(data, av="4520", region=ÅRE)
    assert texts(found)["23"] == ("2,0", "5,0")
    # 4 and 10 per cent of the list is 37.5–42 persons, 2 and 5 of the workshops 18–22: 15.5–24 are left
    assert texts(found)[ÅRE] == ("2", "4–6")
    assert found.sentence(found.own) == (
        "År 2024 arbetade 2 procent av alla i Åre kommun i de valda branscherna. "
        "Av dem som arbetade i näringslivet var det mellan 4 och 6 procent."
    )
    assert found.compared_sv == "Med SCB:s lista över den cirkulära sektorn är det 4 procent."


def test_a_code_that_is_added_counts_and_one_outside_naringslivet_has_no_share_of_it(data):
    assert texts(seen(data, med="77"))["23"] == ("7,2", "18,0")
    found = seen(data, med="84")
    assert texts(found)["23"] == ("64,0", "") and found.lacks_business
    assert drawing.places_table(found).rows[-1][2] == "ej tillämplig"  # a dash would be a counted nought
    assert seen(data, lagg="77.2, 47.11").chosen.added == ("4711", "772")


def test_a_place_without_figures_is_said_in_its_row_of_the_chart_as_in_the_table(data):
    found = seen(data, region="0180")
    drawn = drawing.figure(found, Canvas(Size.SCREEN), synthetic=False)
    told = [trace["text"] for trace in drawn["data"] if trace.get("mode") == "text"]
    names = [drawing.places_table(found).rows[n][0] for n in range(len(told[0]))]
    at = names.index("Stockholm")
    assert [texts[at] for texts in told] == ["<b>finns inte</b>"] * 2
    assert drawing.places_table(found).rows[at][1:] == ("finns inte", "finns inte")


def test_the_group_that_weighs_most_is_named_with_its_part_of_what_is_on(data):
    assert seen(data).weight_sv == (
        "Mest väger underhåll och reparation av motorfordon: 160 av 320 sysselsatta i urvalet i Jämtlands län "
        "(50 procent)."
    )
    off = seen(data, av="4520")
    group = next(one for one in off.groups if one.codes[0].code == "4520")
    assert (group.text, group.weight_sv, group.is_on) == ("160", "0\u00a0%", True)  # 45.40 is still on


def test_a_code_the_extract_does_not_tell_of_is_said_to_be_unknown_and_is_no_nought(tmp_path, data):
    circular_only = stored(tmp_path / "narrow", only=("3312", "3811", "4520", "9523"))
    assert seen(circular_only, med="55").unknown == ("55",)
    narrow = seen(circular_only)  # what it is part of näringslivet by is not told: that is no fault of the choice
    assert texts(narrow)["23"] == ("4,0", "") and not narrow.lacks_business
    assert drawing.places_table(narrow).rows[-1][2] == ".."
    assert seen(data, med="55").unknown == ()  # everything is there, so nobody works in it
    assert seen(data, med="47111").unknown == ("47111",)  # the extract has four digits


def test_states_are_addresses_that_lead_back():
    def again(chosen):
        path, _, query = address(chosen).partition("?")
        said = dict(pair.split("=") for pair in query.split("&") if pair)
        assert path == "/sni"
        return parse(said, (), said.get("region", "23"), home="23")

    whole = parse({}, (), "23", home="23")
    assert address(whole) == "/sni"
    for codes in (("4520",), ("3311", "3312"), tuple(c for c in whole.codes if c.startswith("33")), whole.codes):
        turned = whole.with_codes(codes, on=False)
        assert again(turned) == turned
        assert turned.with_codes(codes, on=True) == whole
    assert address(whole.with_codes([c for c in whole.codes if c[:2] == "33"], on=False)) == "/sni?av=33"


@given(st.sets(st.sampled_from(sni_sets()["scb_2007"].codes)), st.sets(st.sampled_from(("77", "5510", "0111"))))
def test_every_state_has_a_short_address_and_of_few_codes_one_of_70_characters(off, added):
    listed = sni_sets()["scb_2007"]
    chosen = Chosen(listed=listed, region=ÅRE, home="23", off=frozenset(off), added=tuple(sorted(added)))
    public = Public("https://lanspuls.example.se")
    shared = alias.shared(public, address(chosen))
    assert address(chosen) in (shared.removeprefix(public.public_url), alias.expand(alias.AT + shared.split("/k/")[-1]))
    if len(off) + len(added) <= 7:
        assert len(shared) <= alias.LONGEST_SHARED


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"lista": "scb_207"}, "Menade du ”scb_2007”?"),
        ({"av": "99"}, "Ingen kod i listan börjar med ”99”."),
        ({"med": "7x"}, "ingen SNI-kod"),
        ({"med": "45"}, "45 innehåller 45.20, som redan finns med"),
        ({"ar": "1887x"}, "är inget år"),
    ],
)
def test_a_fault_in_an_address_says_what_is_meant(said, told):
    with pytest.raises(UsageError) as fault:
        parse(said, (), "23", home="23")
    assert told in fault.value.message_sv


# --- what is hidden stays so --------------------------------------------------------------------------------


def all_states(codes):
    return list(chain.from_iterable(combinations(codes, n) for n in range(1, len(codes) + 1)))


def test_two_worlds_that_publish_alike_are_the_same_in_every_state(tmp_path, data):
    """One person works in another municipality: no page that exists tells it, and no state of this one does."""
    other = stored(
        tmp_path / "other",
        {(ÅRE, "4520"): 21, (ÅRE, "4711"): 327, (BERG, "4520"): 19, (BERG, "4711"): 329},
    )
    for state in all_states(("3312", "3811", "4520", "77")):
        off = ".".join(code for code in ("3312", "3811", "4520") if code not in state)
        said = {"av": off, "med": "77" if "77" in state else ""}
        one, two = (seen(of, **said) for of in (data, other))
        assert [row.spans for row in one.rows] == [row.spans for row in two.rows]
        assert [(group.text, group.codes) for group in one.groups] == [(g.text, g.codes) for g in two.groups]
        assert drawing.places_table(one) == drawing.places_table(two)
    third = stored(tmp_path / "third", {(ÅRE, "4520"): 40, (ÅRE, "4711"): 308})
    assert [row.spans for row in seen(third).rows] != [row.spans for row in seen(data).rows]  # what is told, differs


@st.composite
def worlds(draw):
    """Persons per industry, what is shown of each (an interval that holds them), and of lists within each other."""
    codes = tuple("abcde"[: draw(st.integers(2, 5))])
    true = {code: draw(st.integers(0, 40)) for code in codes}

    def around(value):
        return Reach(max(value - draw(st.integers(0, 12)), 0), value + draw(st.integers(0, 12)))

    shown = {code: around(many) for code, many in true.items()}
    first = draw(st.integers(1, len(codes)))
    second = draw(st.integers(first, len(codes)))
    apart = codes[second:] if draw(st.booleans()) else ()
    lists = [frozenset(codes[:first]), frozenset(codes[:second]), *([frozenset(apart)] if apart else [])]
    return true, shown, [Whole(one, around(sum(true[code] for code in one))) for one in lists]


@given(worlds())
def test_who_reads_every_state_learns_no_more_of_an_industry_than_is_shown_of_it(world):
    true, shown, lists = world
    told = {frozenset(s): persons(shown, lists, s) for s in all_states(tuple(true))}
    assert all(one.low <= sum(true[code] for code in state) <= one.high for state, one in told.items())
    low, high = dict.fromkeys(true, 0.0), dict.fromkeys(true, 1e9)
    for _ in range(6):
        for state, one in told.items():
            for code in state:
                rest = state - {code}
                low[code] = max(low[code], one.low - sum(high[other] for other in rest))
                high[code] = min(high[code], one.high - sum(low[other] for other in rest))
                if rest:  # one state taken from another
                    low[code] = max(low[code], one.low - told[rest].high)
                    high[code] = min(high[code], one.high - told[rest].low)
    assert low == {code: told[frozenset(code)].low for code in true}
    assert high == {code: told[frozenset(code)].high for code in true}


def test_where_riket_would_tell_of_a_county_of_one_it_is_rounded_too(tmp_path):
    found = seen(stored(tmp_path / "country", whole_country=True), av="4520")
    # the list is 9,95–10,05 per cent of näringslivet and the workshops 4,95–5,05: 4,9 to 5,1 are left
    assert texts(found)["00"] == ("2,0", "4,9–5,1")
    assert not found.rows[-1].spans["all"].is_known


def test_a_municipality_has_no_persons_and_its_group_no_number_of_them(data):
    found = seen(data, region=ÅRE)
    assert found.weighed.place.code == "23"
    assert all(not row.spans["all"].is_known for row in found.rows if len(row.place.code) == 4)
