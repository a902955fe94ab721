"""A place no figure is held of: every way of showing says so, and none of them falls over it."""

import pytest

from dashboard.data.series import Data
from dashboard.views import ways
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.store import Store
from tests.dashboard.addresses import made_site
from tests.shared import TODAY

ELSEWHERE = ("2180", "01", "0114+0115")
"""A municipality, a county and an own area that the made-up store has nothing of."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A client of the pages over the made-up store, and the slugs of what it holds."""
    settings = made_site(tmp_path_factory.mktemp("site"))
    data = Data(Store(settings.store_dir), "23", today=lambda: TODAY)
    held = [one.slug for one in catalogue.shown() if data.has(one.id)]
    assert len(held) >= 5
    return create_app(settings).server.test_client(), held


@pytest.mark.parametrize("word", ways.by_word())
@pytest.mark.parametrize("region", ELSEWHERE)
def test_every_way_of_every_measure_answers_for_it(site, word, region):
    client, held = site
    for slug in held:
        answer = client.get(f"/indikator/{slug}?region={region}&matt={word}")
        assert answer.status_code == 200 and "<h1" in answer.text, f"{slug} {word}"


@pytest.mark.parametrize("word", ("karta", "rangordning", "fordelning"))
def test_a_way_across_municipalities_says_that_the_place_has_none(site, word):
    told = site[0].get(f"/indikator/arbetsloshet?region=2180&matt={word}").text
    assert "Gävle" in told and "inte hämtad" in told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("arbetsloshet?region=21-2180", "eftersom siffror inte är hämtade för alla dess kommuner."),
        ("folkmangd?region=21-2180", "eftersom siffror inte är hämtade för alla dess kommuner."),
        ("brp-per-invanare?region=23-2321", "eftersom en siffra per person eller ett index inte kan läggas ihop."),
    ],
)
def test_ovriga_lanet_says_why_it_has_none(site, address, told):
    text = site[0].get(f"/indikator/{address}").text
    assert f"går inte att räkna ut för övriga länet, {told}" in text and "saknas hos källan" not in text
