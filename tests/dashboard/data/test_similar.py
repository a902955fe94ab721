"""Similar municipalities: six measures of equal weight, in one year; fixed by their codes in an address."""

import numpy as np
import pytest

from dashboard.data import similar
from dashboard.data.boundaries import square_kilometres
from dashboard.data.series import Data
from dashboard.data.similar import MEASURES, Structure, nearest
from dashboard.model import Size
from dashboard.pages import Asked
from dashboard.pages.similar import PAGE, page, table
from dashboard.views.make_view import view
from dashboard.views.selection import Selection, link, parse
from loaders.catalogue import CATALOGUE
from loaders.ground import places
from loaders.store.kolada_titles import Similar
from tests.dashboard import made
from tests.shared import TODAY

FOUR = ("2303", "2305", "2321", "2380")


def structure(*rows):
    return Structure(2025, FOUR, np.array(rows, float))


def test_what_counts_is_ratios_of_size_and_differences_of_shares_each_by_its_spread():
    """Twice the inhabitants is as far as half of them; the others are alike."""
    found = structure(*((people, 5, 50, 4, 10, 30) for people in (5_000, 10_000, 20_000, 80_000)))
    near = nearest(found, "2305")
    assert [one.code for one in near] == ["2303", "2321", "2380"]
    assert near[0].distance == near[1].distance  # half and twice; the lower code comes first
    assert near[2].distance == pytest.approx(3 * near[0].distance)


def test_every_measure_weighs_the_same_whatever_its_unit():
    """In one measure at a time the second differs from the first, by as much as the third does in the next."""
    base = [10_000, 5, 50, 4, 10, 30]
    for n in range(2, len(MEASURES) - 1):
        rows = [list(base) for _ in FOUR]
        rows[1][n] += 1
        rows[2][n + 1] += 1_000 if n + 1 > 3 else 1
        near = nearest(structure(*rows), "2303")
        assert near[0].code == "2380" and near[0].distance == 0
        assert near[1].distance == pytest.approx(near[2].distance)


def test_a_municipality_that_is_not_known_has_no_group():
    assert nearest(structure(*[[1, 1, 1, 1, 1, 1]] * 4), "0180") == ()


def test_areas_are_of_every_municipality_and_about_right():
    """SCB: Åre 8 242 km² with lakes, Östersund 2 511, Gotland 3 140 (land)."""
    found = square_kilometres()
    assert set(found) == set(places.codes_at(["kommun"]))
    for code, expected in (("2321", 8_242), ("2380", 2_511), ("0980", 3_140)):
        assert found[code] == pytest.approx(expected, rel=0.1)


def test_what_a_group_is_made_of_are_indicators():
    assert set(CATALOGUE) >= similar.BUILT_FROM


def test_a_group_is_fixed_in_its_address_and_named_with_its_year(tmp_path):
    data = Data(made.made_store(tmp_path), "23", today=lambda: TODAY)
    code = similar.group_code("2321", ("2326", "2303", "2309"), 2025)
    chosen = Selection(indicator="unemployment_rate", region="2321", compare=(code, "23"))
    address = link(chosen)
    assert address.startswith("/indikator/arbetsloshet?region=2321&jamfor=2303+2309+2326~Liknande+%C3%85re+")
    assert parse("/indikator/arbetsloshet", address.partition("?")[2]) == chosen
    shown = view(chosen, data)
    assert "Liknande Åre (struktur 2025)" in [row[0] for row in shown.table.rows]


def test_the_longest_name_of_a_municipality_has_room():
    for code in places.codes_at(["kommun"]):
        other = "2303" if code != "2303" else "2305"
        assert places.place(similar.group_code(code, (other, "2326"), 2025)).is_own_area


def test_the_groups_of_kolada_stand_beside_ours_but_for_what_they_may_be_made_of(tmp_path):
    group = Similar("Liknande kommuner socioekonomi, Åre, 2024", 2024, ("2303", "2305", "2326"))
    data = Data(made.made_store(tmp_path), "23", today=lambda: TODAY, alike=lambda _: {"2321": group})
    made.add_events(data.store)
    shown = str(page(Asked(selection=Selection(region="2321"), data=data, size=Size.SCREEN)).body)
    assert "Koladas grupp 2024" in shown and group.title in shown and "Ragunda, Bräcke och Berg" in shown
    address = "/indikator/gastnatter?region=2321&jamfor=2303+2305+2326~Liknande+%C3%85re+%28Kolada+2024%29,23"
    assert address in shown and "/indikator/arbetsloshet?region=2321&jamfor=" not in shown.partition("Koladas")[2]
    assert "Koladas" not in str(page(Asked(selection=Selection(region="2303"), data=data, size=Size.SCREEN)).body)


def test_the_page_of_the_demo_shows_seven_and_how_they_were_chosen(demo):
    found = similar.structure(demo)
    assert found is not None and found.year == 2025 and len(found.codes) == 290
    near = nearest(found, "2321")
    assert len(near) == 7 and [one.distance for one in near] == sorted(one.distance for one in near)
    rows = table(found, places.place("2321"), near).rows
    assert len(rows) == 8 and rows[0][0] == "Åre" and rows[0][-1] == "–"
    made_page = page(Asked(selection=Selection(region="2321"), data=demo, size=Size.SCREEN))
    assert made_page.title == "Liknande kommuner: Åre" and PAGE.address == "/liknande"
