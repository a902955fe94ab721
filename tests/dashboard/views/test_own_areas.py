"""Own areas: municipalities put together in the address, summed of what is shown, refused with the reason where not."""

from urllib.parse import parse_qsl, quote

import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages import Asked, area
from dashboard.pages._actions import api_address
from dashboard.views.make_view import view
from dashboard.views.scene import exists_for
from dashboard.views.selection import link, parse
from dashboard.words.kinds import beside
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations.sums import why_not_summed
from loaders.ground.errors import UsageError
from tests.dashboard import made
from tests.shared import TODAY

SMALL = "region=2303+2305+2326&namn=Småkommunerna"
CODE = "2303+2305+2326~Småkommunerna"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return Data(made.made_store(tmp_path_factory.mktemp("own")), "23", today=lambda: TODAY)


def shown(data, slug, words=SMALL):
    return view(parse(f"/indikator/{slug}", words, home="23"), data)


@pytest.mark.parametrize(
    "words",
    [
        "region=2303+2305+2326&namn=Sm%C3%A5kommunerna",
        "region=2303+2305",
        "region=2303+2380&namn=Tv%C3%A5+kommuner&jamfor=2305+2309,00",
        "region=2321&jamfor=2303+2305~Ragunda,+Br%C3%A4cke,00",
    ],
)
def test_an_address_of_an_own_area_is_its_own_inverse(words):
    chosen = parse("/indikator/arbetsloshet", words)
    assert link(chosen) == f"/indikator/arbetsloshet?{words}"
    assert parse("/indikator/arbetsloshet", link(chosen).partition("?")[2]) == chosen


def test_the_order_of_its_municipalities_does_not_matter():
    assert parse("/", "region=2326+2303+2305&namn=Småkommunerna") == parse("/", SMALL)
    assert parse("/", SMALL).region == CODE


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("region=2303+23", "”23” är ingen kommun"),
        ("region=2303%2B", "Det saknas en kommun vid ett plus."),
        ("region=2303+2303", "2 till 60 kommuner"),
        ("region=2303&namn=Bräcke", "Ordet namn hör till ett eget område"),
        ("region=2303+2305&namn=Åre", "namnet på en annan plats"),
        ("region=2303+2305&namn=%3Cb%3E", "kan inte vara ett områdes namn"),
        (f"region=2303+2305&namn={'x' * 41}", "högst 40 tecken: bokstäver"),
        (f"region={'+'.join(places.codes_at(['kommun'])[:61])}", "2 till 60 kommuner, inte 61"),
    ],
)
def test_what_is_no_area_is_refused_in_plain_words(words, told):
    with pytest.raises(UsageError) as refused:
        parse("/", words)
    assert told in refused.value.message_sv


def test_counts_are_added_and_a_share_is_sum_over_sum(data):
    parts = ("2303", "2305", "2326")
    chosen = {"sex": "total", "age": "20-64", "birth_region": "total"}
    jobless, force = (data.series(id_, chosen, (*parts, CODE)) for id_ in ("unemployed", "labour_force"))
    assert jobless.row(CODE).tolist() == sum(jobless.row(code) for code in parts).tolist()
    rate = data.series("unemployment_rate", chosen, (CODE,)).row(CODE)
    assert rate.tolist() == (100 * jobless.row(CODE) / force.row(CODE)).tolist()


def test_the_page_names_the_area_and_says_what_it_is_made_of(data):
    page = shown(data, "arbetsloshet")
    assert "i Småkommunerna" in page.headline and page.sentence.startswith("Arbetslösheten i Småkommunerna var ")
    assert "Småkommunerna är Ragunda, Bräcke och Bergs kommuner, sammanräknade här." in page.notes.remarks
    assert [row[0] for row in page.table.rows if "Småkommunerna" in row[0]] == ["Småkommunerna"]
    assert page.places.compared[0].code == "23"


def test_without_a_name_it_is_called_by_its_municipalities(data):
    page = shown(data, "folkmangd", "region=2303+2305")
    assert "Ragunda och Bräcke kommuner" in page.sentence
    assert beside.made_of(page.places.own) == "Ragunda och Bräcke kommuner är sammanräknade här."


@pytest.mark.parametrize(
    ("slug", "why"),
    [("brp-per-invanare", "per person")],
)
def test_what_cannot_be_added_up_is_refused_with_the_reason(data, slug, why):
    page = shown(data, slug)
    assert "går inte att räkna ut för Småkommunerna" in page.headline
    assert page.sentence.startswith(page.headline) and why in page.sentence
    assert not any(char.isdigit() for char in page.sentence)


def test_municipalities_of_two_counties_stand_beside_riket(data):
    chosen = parse("/indikator/arbetsloshet", "region=2303+2262&namn=Grannar", home="23")
    assert data.default_compare(chosen.declared, chosen.region) == ("00",)


def test_every_indicator_of_municipalities_is_added_up_or_says_why_not(data):
    for declared in catalogue.shown():
        summed = data.can_sum(declared)
        assert summed or why_not_summed(declared), declared.id
    assert why_not_summed(catalogue.indicator("circular_share")).startswith("kommunernas siffror är intervall")


def test_an_area_is_put_together_by_links_that_add_and_take_away(data):
    def links(words):
        shown_page = area.page(Asked(selection=parse("/", words), data=data, size=Size.SCREEN))
        return str(shown_page.body)

    assert "/omrade?region=2303+2321" in links("region=2321")  # Ragunda is added to Åre
    body = links(SMALL)
    assert "/omrade?region=2303+2305&namn=Sm%C3%A5kommunerna" in body  # Berg is taken away, the name stays
    assert 'name="namn"' in body and 'value="Småkommunerna"' in body
    assert "/omrade?region=2303+2305+2321+2326&namn=Sm%C3%A5kommunerna" in body
    assert "/indikator/arbetsloshet?region=2303+2305+2326&namn=Sm%C3%A5kommunerna" in body
    assert "/indikator/brp-per-invanare" not in body  # cannot be added up


@pytest.mark.parametrize("region", ["23", "2321", "00", "2303+2305", "23-2321"])
def test_programs_are_led_to_places_that_the_measure_exists_for(region):
    for one in catalogue.shown():
        words = dict(parse_qsl(api_address(f"/indikator/{one.slug}?region={quote(region)}", "23").partition("?")[2]))
        asked = [places.place(code) for code in words["region"].split(",")]
        assert all(exists_for(one, place) for place in asked), f"{one.id}: {words}"


def test_programs_are_led_to_the_area_or_to_its_municipalities_where_it_has_no_figure():
    assert api_address(f"/indikator/arbetsloshet?{SMALL}", "23") == (
        "/api/v1/data/arbetsloshet?region=2303%2B2305%2B2326~Sm%C3%A5kommunerna"
    )
    assert api_address(f"/indikator/brp-per-invanare?{SMALL}", "23") == (
        "/api/v1/data/brp-per-invanare?region=2303,2305,2326"
    )
    group = "region=2321&jamfor=2303+2305~Liknande+%C3%85re+%28struktur+2025%29,23&fran=2024-01"
    assert api_address(f"/indikator/arbetsloshet?{group}", "23") == (
        "/api/v1/data/arbetsloshet?region=2321&jamfor=2303%2B2305~Liknande+%C3%85re+%28struktur+2025%29,23&fran=2024-01"
    )
