"""Measures and places side by side: what an address chooses, one period for all places, a claim in every cell."""

from dataclasses import replace

import pytest

from dashboard.data.series import Data
from dashboard.pages._compare_actions import sentence
from dashboard.views.beside.chosen import Chosen, address, parse, with_measure, with_place
from dashboard.views.beside.rows import Cell, rows, scaled
from dashboard.views.make_view import view
from dashboard.views.selection import Selection
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.store.publishing import publish

HOME = "23"


def test_a_choice_and_its_address_are_each_other_s_inverse():
    chosen = Chosen(measures=("unemployment_rate", "grp"), places=("2321", "23", "00"), years=10)
    link = address(chosen)
    assert link == "/jamfor?matt=arbetsloshet,brp&region=2321,23,00&ar=10"
    said = dict(pair.split("=") for pair in link.partition("?")[2].split("&"))
    assert parse(said, home=HOME) == chosen
    assert parse({**said, "ar": "allt", "per": "2026-11-01"}, home=HOME).years == 0


def test_places_are_named_as_people_do_and_one_alone_has_its_county_and_riket_beside_it():
    assert parse({"region": "Åre,Krokom"}, home=HOME).places == ("2321", "2309")
    assert parse({"region": "2321"}, home=HOME).places == ("2321", "23", "00")
    assert parse({}, home=HOME).places == ("23", "00")
    assert parse({"region": "00"}, home=HOME).places == ("00", "23")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"matt": "arbetslohset"}, "Menade du ”arbetsloshet”?"),
        ({"matt": "arbetsloshet,brp,folkmangd,varsel,konkurser"}, "Högst fyra mått visas bredvid varandra"),
        ({"region": "00,01,03,04,05,06,07"}, "Högst sex platser visas bredvid varandra; länken har 7."),
        ({"region": "Årre"}, "Menade du Åre?"),
        ({"ar": "3"}, "Ordet ar kan vara 2, 5, 10 eller allt."),
        ({"per": "i går"}, "är inget datum"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_with_what_there_is(said, says):
    with pytest.raises(UsageError) as caught:
        parse(said, home=HOME)
    assert says in caught.value.message_sv


def test_an_own_area_stands_among_the_places_under_its_name(data):
    for words in ({"region": "2303 2305~Tvillingarna"}, {"region": "2303 2305", "namn": "Tvillingarna"}):
        chosen = parse(words, home="23")
        assert chosen.places == ("2303+2305~Tvillingarna", "23", "00")
        assert "region=2303+2305~Tvillingarna,23,00" in address(chosen)
    (row,) = rows(replace(chosen, measures=("unemployment_rate",)), data)
    assert row.cells[0].number == "3,6\u00a0%" and row.cells[0].place.name == "Tvillingarna"
    assert sentence(row).startswith("Arbetslöshet, 20–64 år, augusti 2026: Tvillingarna 3,6\u00a0%, Jämtlands län ")
    (row,) = rows(replace(chosen, measures=("grp_per_capita",)), data)
    assert "kan läggas ihop" in row.cells[0].text and not row.cells[0].number


def test_a_measure_or_place_is_added_last_and_taken_away_by_the_same_step():
    chosen = parse({"matt": "brp", "region": "2321,23"}, home=HOME)
    more = with_place(with_measure(chosen, "population"), "2309")
    assert (more.measures, more.places) == (("grp", "population"), ("2321", "23", "2309"))
    assert with_place(with_measure(more, "population"), "2309") == chosen


def test_every_cell_says_what_the_measure_s_own_page_says_of_that_place(data):
    chosen = parse({"matt": "arbetsloshet,sysselsattningsgrad", "region": "2321,2380,23,00"}, home=HOME)
    for row in rows(chosen, data):
        assert row.period == "augusti 2026" and not row.has_own_scales
        scales = {cell.scale for cell in row.cells}
        assert len(scales) == 1 and None not in scales
        for cell in row.cells:
            shown = view(Selection(indicator=row.indicator.id, region=cell.place.code, compare=()), data)
            assert (cell.number, cell.link) == (
                shown.number,
                shown.link.partition("&jamfor")[0].partition("?jamfor")[0],
            )
            assert len(cell.history) == 61 and (cell.first, cell.last) == ("aug 2021", "aug 2026")
            assert cell.history[-1] == pytest.approx(float(cell.number.split()[0].replace(",", ".")))


def test_counts_have_scales_of_their_own_from_nought_and_high_shares_say_where_the_axis_begins(data):
    population, employment = rows(
        parse({"matt": "folkmangd,sysselsattningsgrad", "region": "2321,23"}, home=HOME), data
    )
    assert population.has_own_scales and population.axis_sv == "Från noll, egen skala per plats"
    assert all(cell.scale.low == 0 and cell.scale.high >= cell.history[-1] for cell in population.cells)
    assert employment.axis_sv == "Axeln börjar vid 80"


def test_counts_of_a_survey_have_scales_of_their_own_too_and_its_shares_one():
    """Jämtland's 1 429 vacancies would lie flat at nought on riket's 111 224."""

    def cell(*values):
        return Cell(place=places.place("23"), text="", link="", history=values)

    made = (cell(1_160.0, 1_429.0), cell(92_941.0, 111_224.0))
    assert [one.scale.high for one in scaled(catalogue.indicator("job_vacancies"), made)] == [1_500, 150_000]
    shares = scaled(catalogue.indicator("lfs_unemployment"), (cell(4.0, 5.0), cell(8.0, 9.0)))
    assert {one.scale.high for one in shares} == {10}


@pytest.fixture(scope="module")
def uneven(tmp_path_factory):
    """Åre has August, its county only July; Krokom is hidden."""
    folder = tmp_path_factory.mktemp("uneven")
    cells = {
        (code, f"20{year}-{month}"): 100.0 for code in ("2321", "23") for year in (25, 26) for month in ("06", "07")
    }
    cells |= {("2321", "2026-08"): 120.0}
    store = Store(folder / "store")
    publish(store, cells, "2026-10-01", indicator="guest_nights", table="gastnatter")
    return Settings(data=folder)


def test_each_measure_is_of_the_newest_period_that_all_places_with_figures_have(uneven):
    client = create_app(uneven).server.test_client()
    text = client.get("/jamfor?matt=gastnatter&region=2321,23").text
    assert "juli 2026" in text and "augusti" not in text.split("<table")[1].split("</table>")[0]
    alone = client.get("/jamfor?matt=gastnatter,konkurser&region=2321,2309").text
    assert ("augusti 2026" in alone and "Inga siffror" in alone) or "inga siffror" in alone
    assert "Inte hämtat än." in alone


def test_the_sentence_to_copy_says_the_period_of_its_numbers(demo):
    """Bankruptcies are told on twelve months: their number was said to be October's."""
    for measure, period in (("konkurser", "tolv månader till okt 2026"), ("arbetsloshet", "augusti 2026")):
        (row,) = rows(parse({"matt": measure, "region": "23,00"}, home="23"), demo)
        told = sentence(row)
        assert told.startswith(f"{row.title}") and f", {period}: Jämtlands län " in told


def test_a_place_without_the_period_has_no_word_of_another(tmp_path):
    """Härjedalen ends in June, Åre has only August: its comparison of June stood in the row of August."""
    cells = {("2361", month): 100.0 for month in ("2025-06", "2026-06")} | {("2321", "2026-08"): 120.0}
    store = Store(tmp_path / "store")
    publish(store, cells, "2026-10-01", indicator="guest_nights", table="gastnatter")
    (row,) = rows(parse({"matt": "gastnatter", "region": "2321,2361"}, home="23"), Data(store))
    assert row.period == "augusti 2026"
    assert [(cell.number, cell.text) for cell in row.cells][1] == ("", "Ingen siffra för augusti 2026.")


def test_the_page_is_a_table_with_its_words_and_lines_without_script(data, store):
    client = create_app(Settings(data=store.root.parent)).server.test_client()
    text = client.get("/jamfor?matt=arbetsloshet,brp&region=2321,23,00").text
    assert "<h1" in text and "Jämför Åre kommun, Jämtlands län och riket" in text
    table = text.split("<table")[1].split("</table>")[0]
    assert table.count('scope="row"') == 2 and table.count('scope="col"') == 4
    assert table.count("data:image/svg+xml") == 6 and table.count('alt="Utveckling från') == 6
    assert 'aria-label="Ta bort Åre kommun"' in text and 'href="/jamfor?matt=arbetsloshet,brp&amp;region=23,00"' in text
    assert "Kopiera meningarna med länk" in text and "Arbetslöshet, 20–64 år, augusti 2026: Åre kommun" in text
    href = "/api/v1/data/arbetsloshet?region=2321,23,00&format=csv"
    assert f'href="{href.replace("&", "&amp;")}"' in text and "2321" in client.get(href).text
