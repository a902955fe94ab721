"""The v2 dialect against the simulated publisher, and against real answers served from a real socket."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from loaders.formats.cube import Assembler
from loaders.formats.jsonstat import parse
from loaders.ground.errors import SourceChanged, SourceRefused, SourceUnreachable
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Transport
from loaders.pxweb.selection import split
from loaders.pxweb.v2 import CAUTIOUS, Config, PxWebV2
from tests.loaders.http.holding import impatient_only_at
from tests.loaders.http.scripted import Reply, scripted
from tests.shared import shared_file
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS


def client(url, **options):
    return PxWebV2(url, Transport(SlidingWindow(10, 0.5), **({"retries": 1, "backoff": 0.01} | options)))


@pytest.fixture(scope="module")
def running():
    with running_publisher(calls_per_window=200, time_window=1) as (url, publisher):
        yield url, publisher


@pytest.fixture
def publisher(running):
    running[1].reset()
    running[1].set_limits(max_data_cells=150_000)
    return running[1]


@pytest.fixture
def scb(running, publisher):
    found = client(running[0])
    found.config()
    return found


REGIONS = ("00", "23", "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")


def bas(scb, months=12):
    """A BAS selection: 10 places, 3 sexes, 2 ages, unemployment, the first months."""
    return {
        "Region": REGIONS,
        "Kon": ("1", "2", "1+2"),
        "Alder": ("20-64", "060-64"),
        "Fodelseregion": ("tot",),
        "ContentsCode": ("000006II",),
        "Tid": scb.metadata("TAB6260").time.codes[:months],
    }


def whole(selection, answers):
    assembler = Assembler(selection, selection)
    for answer in answers:
        assembler.add(parse(answer.body))
    return assembler


def test_announced_limits_are_kept_to():
    body = shared_file("recorded/scb-v2/config_with_altered_rate.json").read_bytes()
    with scripted(Reply(body=body)) as server:
        scb = client(server.url)
        assert scb.config() == scb.config() == Config(max_cells=150_000, calls=3, seconds=1)
        assert (scb.transport.limiter.calls, scb.transport.limiter.seconds) == (3, 1)
    assert len(server.requests) == 1
    assert server.requests[0].startswith(b"GET /api/v2/config HTTP/1.1\r\n")


@pytest.mark.parametrize("stated", [b'{"maxDataCells":0,"maxCallsPerTimeWindow":0,"timeWindow":0}', b"{}"])
def test_no_stated_limit_is_not_no_limit(stated):
    with scripted(Reply(body=stated)) as server:
        assert client(server.url).config() == CAUTIOUS


def test_recorded_demo_server_config():
    body = shared_file("recorded/pxwebapi-demo/pxwebapi_GetApiConfiguration.json").read_bytes()
    with scripted(Reply(body=body)) as server:
        assert client(server.url).config() == Config(max_cells=10_000, calls=30, seconds=10)


def test_recorded_metadata():
    body = shared_file("recorded/scb-v2/TAB6471_metadata.json").read_bytes()
    with scripted(Reply(body=body)) as server:
        metadata = client(server.url).metadata("TAB6471")
    assert server.requests[0].startswith(b"GET /api/v2/tables/TAB6471/metadata?lang=sv HTTP/1.1\r\n")
    assert [v.code for v in metadata.variables] == ["Region", "Alder", "Kon", "ContentsCode", "Tid"]
    assert metadata.table == "TAB6471"
    assert metadata.updated == datetime(2026, 6, 8, 6, tzinfo=UTC)
    assert metadata.time.codes[-1] == "2026M04"
    assert metadata.variable("Region").labels["2361"] == "Härjedalen"
    assert metadata.variable("Region").elimination and not metadata.variable("Alder").elimination
    assert metadata.variable("ContentsCode").is_content
    assert metadata.variable("ContentsCode").units == {"000007SF": ("antal", 0)}
    assert metadata.body == body


def test_recorded_table_list():
    body = json.loads(shared_file("recorded/scb-v2/tables_search.json").read_text())
    last = body["tables"][-1]
    with scripted(Reply(body=json.dumps(body).encode()), Reply(body=json.dumps(last).encode())) as server:
        scb = client(server.url)
        found = scb.search("befolkning")
        assert len(found) == body["page"]["totalElements"] == 10
        assert found[-1] == scb.table(last["id"])
    assert found[-1].id == "TAB6473"
    assert found[-1].discontinued is None
    assert found[-1].updated.tzinfo is not None
    assert server.requests[1].startswith(b"GET /api/v2/tables/TAB6473?lang=sv ")


def test_search_reads_every_page_with_encoded_letters():
    page = json.loads(shared_file("recorded/scb-v2/tables_page1.json").read_text())
    tables = page["tables"]

    def answer(request):
        asked = parse_qs(urlsplit(request.split()[1].decode("ascii")).query)
        assert asked["query"] == ["folkmängd på ö"]
        assert asked["includeDiscontinued"] == ["true"]
        number = int(asked["pageNumber"][0])
        shown = tables[8 * (number - 1) : 8 * number]
        return Reply(body=json.dumps({"tables": shown, "page": {"pageNumber": number, "totalPages": 3}}).encode())

    with scripted(answer) as server:
        found = client(server.url).search("folkmängd på ö", include_discontinued=True)
    assert [info.id for info in found] == [entry["id"] for entry in tables]
    assert len(server.requests) == 3


@pytest.mark.parametrize("stated", [{"tables": 5}, {"tables": [], "page": [1]}, {"tables": [3]}])
def test_a_list_of_tables_that_is_none_is_told(stated):
    with (
        scripted(Reply(body=json.dumps(stated).encode())) as server,
        pytest.raises(SourceChanged, match="list of tables"),
    ):
        client(server.url).search("folkmängd")


def test_search_ends_at_an_empty_page_whatever_number_is_stated():
    with scripted(Reply(body=b'{"tables": [], "page": {"totalPages": 1000000}}')) as server:
        assert client(server.url).search("folkmängd") == ()
        assert len(server.requests) == 1


def test_search_without_a_hit(scb):
    assert scb.search("finnsinte") == ()


@pytest.mark.parametrize("body", [b"[]", b'{"label": "utan id"}'])
def test_a_table_that_is_none(body):
    with scripted(Reply(body=body)) as server, pytest.raises(SourceChanged):
        client(server.url).table("TAB1")


def test_data_is_posted_with_explicit_codes(running):
    body = shared_file("recorded/scb-v2/TAB6471_data.json").read_bytes()
    with scripted(Reply(body=body)) as server:
        (answer,) = client(server.url).data("TAB6471", {"Kön": ("1+2", "1+2"), "Tid": ("2026M01",)}, 10)
    head, _, sent = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/v2/tables/TAB6471/data?lang=sv&outputFormat=json-stat2 HTTP/1.1\r\n")
    assert json.loads(sent) == {
        "selection": [
            {"variableCode": "Kön", "valueCodes": ["1+2"]},
            {"variableCode": "Tid", "valueCodes": ["2026M01"]},
        ]
    }
    assert answer.body == body
    assert parse(answer.body).values.size == 2772


def test_a_split_download_gives_the_same_cells_as_a_whole_one(scb, publisher):
    selection = bas(scb)
    whole_cube = whole(selection, scb.data("TAB6260", selection)).cube()
    publisher.set_limits(max_data_cells=100)
    assembler = whole(selection, scb.data("TAB6260", selection, 100))
    assert assembler.missing == 0
    assert np.array_equal(assembler.cube().values, whole_cube.values, equal_nan=True)
    posts = [arrival for arrival in publisher.window.arrivals() if arrival["what"].startswith("POST")]
    assert len(posts) == 1 + len(split(selection, 100)) == 9


def test_a_lowered_limit_is_read_again_and_the_rest_cut_anew(scb, publisher):
    selection = bas(scb)
    publisher.set_limits(max_data_cells=200)
    assembler = whole(selection, scb.data("TAB6260", selection, 150_000))
    assert assembler.missing == 0
    assert scb.config().max_cells == 200
    paths = [arrival["what"] for arrival in publisher.window.arrivals()]
    assert sum("/config" in path for path in paths) == 2
    assert sum(path.startswith("POST") for path in paths) == 1 + 4


def test_a_limit_that_is_not_kept_to_ends_clearly():
    def answer(request):
        if b"/config" in request:
            return Reply(body=b'{"maxDataCells": 100}')
        refusal = b'{"type":"Parameter error","title":"Too many cells selected","status":400}'
        return Reply("403 Forbidden", refusal)

    with scripted(answer) as server, pytest.raises(SourceRefused, match="4 cells were refused as too many, though"):
        list(client(server.url).data("TAB1", {"Tid": ("1", "2", "3", "4")}, 100))
    assert len(server.requests) == 2


def test_another_refusal_is_passed_on(scb, publisher):
    selection = bas(scb) | {"Kon": ("1", "9")}
    with pytest.raises(SourceRefused, match="HTTP 400 Non-existent value"):
        list(scb.data("TAB6260", selection))
    with pytest.raises(SourceRefused, match="Missing selection for mandantory variable"):
        list(scb.data("TAB6260", {"Region": ("23",)}))
    with pytest.raises(SourceRefused, match="Non-existent table"):
        scb.metadata("TAB9")


@pytest.mark.parametrize("kind", ["html", "empty", "broken", "short", "status", "storm"])
def test_a_passing_fault_of_one_part_loses_nothing(scb, publisher, kind):
    selection = bas(scb)
    publisher.disturb(kind, times=1, skip=2, path="/data")
    assert whole(selection, scb.data("TAB6260", selection, 150)).missing == 0


@pytest.mark.parametrize("kind", ["html", "empty", "broken", "short", "status"])
def test_a_lasting_fault_is_unreachable(scb, publisher, kind):
    publisher.disturb(kind, times=99, path="/data")
    with pytest.raises(SourceUnreachable, match=r"/tables/TAB6260/data.*no usable answer in 2 tries"):
        list(scb.data("TAB6260", bas(scb), 150))


def test_a_stalled_body_ends(running, publisher):
    quick = client(running[0], timeout=(HANG_SECONDS, 0.3), retries=0)
    publisher.disturb("stall_body", times=99, path="/data", seconds=HANG_SECONDS)
    with impatient_only_at("/data"), pytest.raises(SourceUnreachable, match=r"nothing came for 0\.3 s"):
        list(quick.data("TAB6260", bas(quick)))


def test_answers_wait_for_whoever_takes_them(scb, publisher):
    selection = bas(scb)
    answers = scb.data("TAB6260", selection, 20)
    next(answers)
    before = len(publisher.window.arrivals())
    answers.close()
    assert before <= 1 + 1 + 2 * scb.transport.connections
