"""Circular industries: no persons of a municipality, and nothing that gives them back, in any county."""

import pytest

from loaders import disclosure
from loaders.disclosure import is_small
from loaders.export import table
from loaders.fetching.importing import import_files
from loaders.ground.declarations import Level
from loaders.ground.places import codes_at, municipalities
from loaders.settings import Settings
from loaders.sni import sni_sets
from loaders.store import Store

PERSONS = {"4520": 21, "9523": 3, "9524": 0, "4711": 376, "8411": 600}
"""Of each municipality, in each industry; 1 000 in all."""
SEEN = ("circular_employed", "circular_branches", "circular_share", "circular_share_lowest", "circular_share_highest")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """All municipalities of the country, with the counties and the nation as their sums."""
    root = tmp_path_factory.mktemp("circular")
    rows = ["Kommunkod;SNI2007;År;Antal"]
    for code in codes_at(Level):
        times = {2: len(municipalities(code)), 4: 1}[len(code)] if code != "00" else len(codes_at([Level.MUNICIPALITY]))
        rows += [f"{code};{sni};2024;{times * persons}" for sni, persons in (PERSONS | {"Totalt": 1000}).items()]
    file = root / "sni_utdrag_2024.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    settings = Settings(data=root / "data")
    assert not import_files(settings, "sni_extract", [file]).failed
    return Store(settings.store_dir)


def cells(store, id_):
    return table(store, id_, chosen={}).to_pylist()


@pytest.mark.parametrize("id_", ("circular_employed", "circular_branches"))
def test_no_municipality_nor_a_county_of_one_has_persons_in_an_industry(store, id_):
    of_small = [row for row in cells(store, id_) if is_small(row["region_code"])]
    assert {row["region_code"] for row in of_small} >= {"2321", "0980", "09"}
    told = [row for row in of_small if row["value"]]  # a nought tells of nobody
    assert {row.get("branch") for row in told} == ({"all", "business"} if id_ == "circular_branches" else set())
    assert {row["status"] for row in of_small if row["value"] is None} == {"suppressed"}


def test_a_county_has_its_persons_and_the_nation_less_its_counties_tells_no_county_of_one(store):
    rows = {
        (row["region_code"], row["bound"]): row for row in cells(store, "circular_branches") if row["branch"] == "4520"
    }
    assert rows["23", "value"]["value"] == 8 * 21
    assert {rows["00", bound]["status"] for bound in ("value", "lowest", "highest")} == {"suppressed"}
    assert rows["00", "value"]["value"] is None


@pytest.mark.parametrize("id_", SEEN[2:])
def test_no_share_times_its_base_is_the_persons_of_a_small_place(store, id_):
    of_cars = {row["region_code"]: row["value"] for row in cells(store, id_)
               if (row["sni_set"], row["denominator"]) == ("workshops_2007", "all")}  # fmt: skip
    assert {of_cars[code] for code in ("2321", "0980", "09")} == {2.0}  # 2,1 per cent of 1 000
    assert of_cars["23"] == 2.1


def test_what_is_not_nought_stays_above_it_where_it_rounds_to_nought(store):
    found = disclosure.shares_by_branch(store, "2321", "2024", "SNI2007")
    assert {base: (shares["9523"].low, shares["9523"].high) for base, shares in found.items()} == {
        "all": (0.0, 0.499999),  # 3 of 1 000
        "business": (1.0, 1.0),  # 3 of 400
    }


def test_no_two_lists_differ_by_an_industry_alone_in_a_municipality(store):
    """Lists differ by few industries: their persons, less each other, would be those of one."""
    assert len({one.id for one in sni_sets().values()}) > 2
    assert all(row["value"] is None for row in cells(store, "circular_employed") if len(row["region_code"]) == 4)


def test_where_a_county_has_nobody_its_municipalities_have_noughts_and_nobody_is_hidden(store):
    for regions in ((), ["2321"], ["2321", "23"]):
        rows = [row for row in table(store, "circular_branches", regions=regions, chosen={}).to_pylist()
                if row["branch"] == "9524" and row["region_code"] == "2321"]  # fmt: skip
        assert [(row["value"], row["status"]) for row in rows] == [(0, "")] * len(rows) and rows
