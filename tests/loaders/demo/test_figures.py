"""The invented figures: deterministic, consistent, of a believable size."""

import csv
import subprocess
import sys

import numpy as np

from loaders.demo.regions import regions
from tests.loaders.demo.conftest import ONE_RATE
from tests.shared import REPOSITORY, shared_file


def array(data: dict) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in data["value"]], dtype=float).reshape(data["size"])


def test_312_regions_with_the_real_population_of_2024(scb):
    places = regions()
    assert (len(places.codes), len(places.counties), len(places.municipalities)) == (312, 21, 290)
    data = scb.data("TAB1625", Region=["23", "2380"], Forandringar=["100"], ContentsCode=["*"], Tid=["2024M12"])
    assert data["value"] == [132_839, 64_979]


def test_region_facts_are_the_shared_ones():
    with shared_file("figures/scb/folkmangd_kommun_2024.csv").open(encoding="utf-8") as handle:
        real = {row["kommunkod"]: int(row["folkmangd"]) for row in csv.DictReader(handle)}
    assert dict(zip(regions().municipalities, regions().population_2024.tolist(), strict=True)) == real


def test_no_part_is_larger_than_its_whole_in_any_group_of_the_newest_months(scb):
    everything = {code: ["*"] for code in ("Region", "Kon", "Alder", "Fodelseregion")}
    share = array(scb.data("TAB6260", **everything, ContentsCode=["000006IK"], Tid=["top(2)"]))
    assert share.size > 100_000 and 80 < np.nanmax(share) <= 100
    employed, people = (
        array(scb.data("TAB6260", **everything, ContentsCode=[code], Tid=["top(2)"]))
        for code in ("000006HI", "000006I8")
    )
    assert not (employed > people).any()


def test_another_process_gives_the_same_figures(scb):
    asked = {**ONE_RATE, "Tid": ["top(3)"]}
    program = (
        "from loaders.demo.publisher import Publisher\n"
        "from loaders.demo.queries import Wish, resolve\n"
        "p = Publisher(today='2026-11-22'); e = p.edition('TAB6260')\n"
        f"w = [Wish(variable_code=k, expressions=tuple(v)) for k, v in {asked!r}.items()]\n"
        "import sys; sys.stdout.write(repr(p.fill(e, resolve(e.variables, {}, w)).values.tolist()))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert out.stdout == repr([float(value) for value in scb.data("TAB6260", **asked)["value"]])


def test_unemployment_levels_of_the_county(scb):
    asked = {**ONE_RATE, "Region": ["00", "23*"], "Tid": ["top(24)"]}
    data = scb.data("TAB6260", **asked)
    mean = dict(
        zip(data["dimension"]["Region"]["category"]["index"], array(data).reshape(10, 24).mean(axis=1), strict=True)
    )
    assert 6 < mean["00"] < 8 and 3 < mean["23"] < 5
    assert max(mean["2309"], mean["2321"]) < mean["23"] < min(mean["2303"], mean["2305"], mean["2313"])


def test_rates_are_those_of_the_counts(scb):
    contents = ["000006HI", "000004YH", "000006IU", "000006I8", "000006II", "000006IJ", "000006IK"]
    data = scb.data("TAB6260", **{**ONE_RATE, "Region": ["*"], "ContentsCode": contents, "Tid": ["top(12)"]})
    order = [list(data["dimension"]["ContentsCode"]["category"]["index"]).index(code) for code in contents]
    employed, unemployed, force, people, rate, part, share = array(data)[:, 0, 0, 0, order].transpose(1, 0, 2)
    assert (force == employed + unemployed).all() and (force <= people).all()
    assert np.abs(rate - 100 * unemployed / force).max() <= 0.0500001
    assert np.abs(part - 100 * force / people).max() <= 0.0500001
    assert np.abs(share - 100 * employed / people).max() <= 0.0500001


def test_totals_differ_from_sums_by_a_few_persons(scb):
    asked = {**ONE_RATE, "ContentsCode": ["000006HI"], "Tid": ["top(24)"], "Kon": ["*"]}
    men, women, both = array(scb.data("TAB6260", **asked)).reshape(3, 24)
    apart = both - men - women
    assert 0 < np.abs(apart).max() <= 20
    county = array(scb.data("TAB6260", **{**asked, "Kon": ["1+2"]})).ravel()
    parts = array(scb.data("TAB6260", **{**asked, "Kon": ["1+2"], "Region": ["23??"]})).reshape(8, 24).sum(axis=0)
    assert np.abs(county - parts).max() < 40


def test_suppressed_not_applicable_and_nil_are_three_things(scb):
    asked = {code: ["*"] for code in ("Kon", "Alder", "Fodelseregion", "ContentsCode")}
    data = scb.data("TAB6260", Region=["23*"], Tid=["top(1)"], **asked)
    assert set(data["status"].values()) == {".", "..", "-"}
    assert all(data["value"][int(row)] is None for row in data["status"])


def test_population_changes_add_up_before_2025(scb):
    flows = array(
        scb.data(
            "TAB1625", Region=["23", "2321"], Forandringar=["*"], ContentsCode=["*"], Tid=["range(2023M12,2024M12)"]
        )
    )[:, :, 0]
    flows = np.nan_to_num(flows)
    population, change, born, died = flows[:, 0], flows[:, 1], flows[:, 2], flows[:, 3]
    assert (np.diff(population, axis=1) == change[:, 1:]).all()
    assert (flows[:, 4] == born - died).all()
    assert (change == flows[:, 4] + flows[:, 15] + flows[:, 20]).all()
    assert (flows[0, 17] == 0).all()


def test_moves_within_the_country_balance(scb):
    data = scb.data(
        "TAB1625", Region=["00"], Forandringar=["M155", "M179", "M235"], ContentsCode=["*"], Tid=["top(12)"]
    )
    inward, outward, net = array(data).reshape(3, 12)
    assert (inward == outward).all()
    assert np.isnan(net).all() and set(data["status"].values()) == {"-"}


def test_cell_key_noise_from_2025(scb):
    data = scb.data("TAB6473", Region=["23*"], Forandringar=["100"], Kon=["*"], ContentsCode=["*"], Tid=["*"])
    total, men, women = array(data)[:, 0].transpose(1, 0, 2, 3).reshape(3, -1)
    apart = total - men - women
    assert 0 < np.abs(apart).max() <= 9


def test_tourism_shows_in_are(scb):
    asked = {
        "Region": ["2321"],
        "SNI2007": ["I", "A-U+US"],
        "ContentsCode": ["0000054D"],
        "Tid": ["range(2025M01,2025M12)"],
    }
    data = scb.data("TAB3784", **asked)
    every, hotels = array(data).reshape(2, 12)
    assert list(data["dimension"]["SNI2007"]["category"]["index"]) == ["A-U+US", "I"]
    assert 0.2 < hotels[2] / every[2] < 0.45
    assert hotels[2] > 1.5 * hotels[5]


def test_the_two_labour_tables_agree_on_the_employed(scb):
    by_status = scb.data("TAB6260", Region=["23*"], Alder=["15-74"], ContentsCode=["000006HI"], Tid=["2026M06"])
    by_industry = scb.data("TAB3784", Region=["23*"], ContentsCode=["0000056A"], Tid=["2026M06"])
    assert np.abs(array(by_status).ravel() - array(by_industry).ravel()).max() < 15


def test_projected_population_follows_from_its_flows(scb):
    data = array(scb.data("TAB698", Region=["2321"], ContentsCode=["*"], Tid=["range(2024,2030)"]))[0]
    people, born, died, moved_in, moved_out, immigrated, emigrated = data
    change = born - died + moved_in - moved_out + immigrated - emigrated
    assert np.abs(np.diff(people) - change[1:]).max() < 0.01
    assert any(value % 1 for value in people)


def test_regional_product_is_of_a_believable_size(scb):
    data = scb.data("TAB3138", Region=["23"], ContentsCode=["NR0105AH", "NR0105AI", "NR0105AJ"], Tid=["2024"])
    money, volume, per_head = data["value"]
    assert 60_000 < money < 100_000 and -3 < volume < 5 and 450 < per_head < 700
