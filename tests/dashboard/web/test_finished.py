"""Finished answers: made and compressed once, sent to each reader as they take it, never behind those being made."""

import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import brotli
import flask
import pytest

from dashboard.data.series import Data
from dashboard.web.app import create_app
from dashboard.web.finished import MAKERS, Made, answer
from loaders.store import Store
from tests.dashboard.addresses import made_site
from tests.waiting import HANG_SECONDS

PAGE = "/indikator/arbetsloshet"
PACKED = f"/_sida?adress={PAGE}"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(made_site(tmp_path_factory.mktemp("served"))).server.test_client()


@pytest.fixture
def site(tmp_path):
    """A server whose pages say what they are called; ``made`` tells which were made, and those of ``held`` wait."""
    server, data = flask.Flask("finished"), Data(Store(tmp_path))
    server.made, server.begun, server.let_go = [], threading.Semaphore(0), threading.Event()

    @server.get("/<name>")
    def page(name):
        def make() -> Made:
            server.made.append(name)
            if name.startswith("held"):
                server.begun.release()
                server.let_go.wait(HANG_SECONDS)
            return Made(name.encode())

        return answer(data, name, make)

    return server


@pytest.mark.parametrize("address", [PACKED, PAGE])
def test_each_reader_gets_the_same_answer_compressed_as_they_take_it(client, address):
    bodies = {}
    for accepted in ("gzip, deflate, br", "gzip", "identity", "br;q=0, gzip"):
        sent = client.get(address, headers={"Accept-Encoding": accepted})
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent.headers.get("Content-Encoding")]
        bodies[accepted] = (sent.headers.get("Content-Encoding"), unpack(sent.data))
        assert (sent.status_code, "Accept-Encoding" in sent.headers["Vary"]) == (200, True)
        again = client.get(address, headers={"Accept-Encoding": accepted, "If-None-Match": sent.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert [coding for coding, _ in bodies.values()] == ["br", "gzip", None, "gzip"]
    assert len({body for _, body in bodies.values()}) == 1


def test_what_is_not_found_or_has_moved_is_kept_as_that(client):
    for _ in range(2):
        missing = client.get("/finns-inte", headers={"Accept-Encoding": "gzip"})
        assert missing.status_code == 404 and b"finns inte" in gzip.decompress(missing.data)
        packed = client.get("/_sida?adress=/finns-inte")
        assert [page["status"] for page in json.loads(packed.data)["pages"].values()] == [404]


def test_a_page_as_known_on_a_day_stands_alone_and_todays_has_its_windows_beside_it(client):
    beside = [len(json.loads(client.get(f"{PACKED}{more}").data)["pages"]) for more in ("", "%3Fper=2026-11-20")]
    assert beside == [3, 1]


def test_an_answer_is_made_once_for_all_encodings(site):
    client = site.test_client()
    given = [client.get("/a", headers={"Accept-Encoding": one}).data for one in ("br", "gzip", "identity", "br")]
    assert (site.made, given[2], given[0]) == (["a"], b"a", given[3])


def test_few_are_made_at_once_and_what_is_finished_waits_for_none_of_them(site):
    with ThreadPoolExecutor(MAKERS + 3) as pool:
        assert site.test_client().get("/finished").text == "finished"
        asked = [pool.submit(lambda n=n: site.test_client().get(f"/held{n}").text) for n in range(MAKERS + 2)]
        for _ in range(MAKERS):
            assert site.begun.acquire(timeout=HANG_SECONDS)
        assert pool.submit(lambda: site.test_client().get("/finished").text).result(HANG_SECONDS) == "finished"
        assert len(site.made) == 1 + MAKERS  # the others wait for their turn
        site.let_go.set()
        assert [one.result(HANG_SECONDS) for one in asked] == [f"held{n}" for n in range(MAKERS + 2)]
