"""Pages while a file of the store is damaged or gone: the fault of its own measure, by name, and all the rest."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.web.app import create_app
from loaders import catalogue
from loaders.store import Store
from loaders.store.manifest_files import COPIES, NAME
from tests.dashboard.addresses import ADDRESSES, made_site
from tests.dashboard.markup import plain

BROKEN = "unemployment_rate"
PAGE, OTHER = "/indikator/arbetsloshet", f"/indikator/{catalogue.indicator('population').slug}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("served"))


@contextmanager
def changed(*paths: Path, to: bytes | None = b"damaged"):
    """Files with other bytes, or none, until the block ends."""
    before = {path: path.read_bytes() for path in paths if path.exists()}
    for path in before:
        path.unlink() if to is None else path.write_bytes(to)
    try:
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def files_of(site, indicator: str) -> list[Path]:
    return [site.store_dir / p.file for p in Store(site.store_dir).publications(indicator) if p.file]


def client_of(site):
    """A server that has just been started."""
    return create_app(site, shows_drafts=True).server.test_client()


def main_of(text: str) -> str:
    return plain(re.search(r"<main.*?</main>", text, re.DOTALL)[0])


@pytest.mark.parametrize("to", [None, b"damaged"], ids=["lost", "damaged"])
def test_a_lost_file_takes_its_own_measure_and_nothing_else(site, to):
    client, (path, *_) = client_of(site), files_of(site, BROKEN)
    piece = f"store/{BROKEN}/{path.name}"
    with changed(path, to=to):
        broken = client.get(PAGE)
        assert broken.status_code == 503
        assert f"{piece} är skadad, borta eller går inte att läsa" in main_of(broken.text)
        assert "uppdelningen" not in broken.text
        for address in ("/", OTHER, "/om", "/utsikter", "/uppgifter"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert piece in answer.text, address  # the banner
        assert "Siffrorna går inte att läsa: en fil är skadad eller borta." in client.get("/").text
        health = client.get("/halsa")
        assert (health.status_code, health.json["store"], health.json["status"]) == (503, "damaged", "damaged")
        assert any(piece in told for told in health.json["damaged"])
    assert client.get(PAGE).status_code == 200  # at once when it is back
    assert piece not in client.get("/").text
    health = client.get("/halsa")
    assert health.status_code == 200 and "damaged" not in health.json


def test_a_way_whose_figures_are_damaged_is_offered_and_says_so(site):
    """It was left out of the menu as if the place had nothing to show so."""
    client, (path, *_) = client_of(site), files_of(site, "population")
    way = "/indikator/sysselsatta?matt=per-tusen"
    with changed(path):
        page = client.get("/indikator/sysselsatta")
        assert page.status_code == 200 and f'href="{way}"' in page.text
        there = client.get(way)
        assert there.status_code == 503
        assert f"store/population/{path.name} är skadad, borta eller går inte att läsa" in main_of(there.text)


def test_what_was_read_before_stays_in_use_with_a_banner(site):
    client = client_of(site)
    before = main_of(client.get(PAGE).text)
    paths = files_of(site, BROKEN)
    with changed(*paths, to=None):
        answer = client.get(PAGE)
        assert (answer.status_code, main_of(answer.text)) == (200, before)
        assert paths[0].name in answer.text


@pytest.mark.parametrize("to", [None, b"", b"[]"], ids=["lost", "empty", "other"])
def test_a_damaged_manifest_changes_no_figure_and_is_told(site, to):
    running = client_of(site)
    before = {address: main_of(running.get(address).text) for address in (PAGE, "/", "/om")}
    with changed(site.store_dir / NAME, to=to):
        for client in (running, client_of(site)):
            for address, text in before.items():
                answer = client.get(address)
                assert (answer.status_code, main_of(answer.text)) == (200, text)
                assert "store/manifest.json är skadad eller borta. En kopia används" in plain(answer.text)
            health = client.get("/halsa")
            assert (health.status_code, health.json["store"]) == (200, "damaged")


def test_without_any_manifest_pages_say_so_and_the_server_goes_on(site):
    with changed(*(site.store_dir / name for name in (NAME, *COPIES))):
        client = client_of(site)
        for address in ADDRESSES:
            answer = client.get(address)
            assert answer.status_code in (200, 503), address
        answer = client.get(PAGE)
        assert answer.status_code == 503
        assert "Statistiken går inte att läsa" in answer.text
        assert "hämtade än" not in main_of(client.get("/").text)
        assert client.get("/halsa").status_code == 503
        assert client.get("/nosuch").status_code == 404
    assert client.get(PAGE).status_code == 200


def test_a_slide_whose_figures_are_lost_says_so_and_the_others_are_shown(site):
    slides = "".join(f'\n[[view]]\nlinks = ["{address}"]\n' for address in (OTHER, PAGE))
    text = f'schema = 1\ndate = 2026-12-14\ntitle = "Möte"\nplace = "Östersund"\ncounty = "23"\n{slides}'
    (site.meetings_dir / "2026-12-14.toml").write_text(text, encoding="utf-8")
    assert client_of(site).get("/mote/2026-12-14").text.count('role="img"') == 2
    with changed(*files_of(site, BROKEN), to=None):
        client = client_of(site)
        answer = client.get("/mote/2026-12-14?vy=talare")
        assert (answer.status_code, answer.text.count("<section"), answer.text.count('role="img"')) == (200, 2, 1)
        assert answer.text.count("Bildens siffror går inte att läsa</h2>") == 1
        assert client.get("/mote/2026-12-14/platser.json").status_code == 200
        assert [bool(one) for one in client.get("/mote/2026-12-14/figurer/slide.json").json["figures"]] == [True, False]
