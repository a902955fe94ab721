"""What all sources share: declarations, settings, names found by pattern, raw files, expected bodies."""

from datetime import UTC, datetime

import pytest

from loaders.demo.others import counterparts, marked_workbook
from loaders.demo.others._workbooks import Sheet, write_workbook
from loaders.ground.errors import SourceChanged, SourceUnreachable, UsageError
from loaders.ground.raw import Raw
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Expect, Transport
from loaders.publishers import CALLED, publisher, simulated
from loaders.settings import Settings, load_settings
from loaders.sources import source
from loaders.sources.protocol import field_named, newest_match
from loaders.sources.session import OWN_MACHINE, session
from tests.loaders.http.scripted import Reply, scripted
from tests.simulated import running_publisher

each = pytest.mark.parametrize("id_", CALLED)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@each
def test_a_publisher_is_declared_whole(id_):
    info = publisher(id_)
    assert info.publisher_sv and info.terms_sv
    for url in (info.default_url, info.page_url, *info.more_urls.values()):
        assert url.startswith(("https://", "http://"))
    assert info.calls >= 1 and info.seconds > 0 and 1 <= info.connections <= 4
    assert source(id_).info is info


@each
def test_every_address_is_a_setting(id_, tmp_path):
    for number, name in enumerate(publisher(id_).url_settings):
        address = f"https://example.org/{number}"
        settings = load_settings(tmp_path, {f"LANSPULS_{name.upper()}": f"{address}/"})
        further = name.removeprefix(id_).removesuffix("url").strip("_")
        assert settings.url(id_, further) == address
        (tmp_path / "lanspuls.toml").write_text(f'{name} = "{address}"\n')
        assert load_settings(tmp_path, {}).url(id_, further) == address


def test_an_address_of_no_source_is_refused(tmp_path):
    with pytest.raises(UsageError, match="there is no setting 'LANSPULS_SCBB_URL'; did you mean LANSPULS_SCB_URL"):
        load_settings(tmp_path, {"LANSPULS_SCBB_URL": "https://example.org"})
    with pytest.raises(UsageError, match="no source 'x'; known are"):
        Settings().url("x")


def test_where_scb_is_simulated_so_are_all():
    settings = Settings(scb_url="http://127.0.0.1:8051/api/v2")
    for id_ in set(CALLED) - {"scb"}:
        assert settings.url(id_) == f"http://127.0.0.1:8051/{id_}" == simulated(settings.scb_url)[f"{id_}_url"]
        own = Settings(scb_url=settings.scb_url, urls={f"{id_}_url": "https://example.org"})
        assert own.url(id_) == "https://example.org"


def test_every_source_has_its_counterpart_mounted_under_its_name():
    assert all(source(id_).id == id_ for id_ in CALLED)
    assert set(counterparts()) == set(CALLED) - {"scb"}


@each
def test_limits_are_kept_to_except_on_this_machine(id_):
    info = publisher(id_)
    with session(Settings(), info) as opened:
        limiter = opened.transport.limiter
        assert (limiter.calls, limiter.seconds) == (info.calls, info.seconds)
        assert opened.transport.connections <= info.connections
    with session(Settings(scb_url="http://127.0.0.1:1/api/v2"), info) as opened:
        assert (opened.transport.limiter.calls, opened.transport.limiter.seconds) == OWN_MACHINE


def test_a_counterparts_calls_are_its_own_and_switches_end_with_reset():
    with running_publisher(calls_per_window=1, time_window=60) as (_, made):
        made.switch("x", rename="FIELD")
        made.switch("x", period="2026-09")
        assert made.switches("x") == {"rename": "FIELD", "period": "2026-09"}
        assert set(made.windows) == {*counterparts(), "scb/calendar"}
        made.reset()
        assert made.switches("x") == {}


NAMES = ("web-varsel-2026-08.xlsx", "web-varsel-2026-10.xlsx", "web-varsel-bransch-2026-10.xlsx")


def test_the_newest_of_the_names_that_fit():
    pattern = r"^web-varsel-(?P<period>\d{4}-\d{2})\.xlsx$"
    assert newest_match(pattern, NAMES, "the page") == "web-varsel-2026-10.xlsx"
    with pytest.raises(SourceChanged, match=r"the page: no names match 'platser', and exactly one must. There is: web"):
        newest_match("platser", NAMES, "the page")
    with pytest.raises(SourceChanged, match=r"2 names match '2026-10'.*varsel-2026-10.xlsx; web-varsel-bransch"):
        newest_match("2026-10", NAMES, "the page")


def test_a_field_is_named_exactly_or_by_a_pattern_that_fits_one():
    fields = ("PERIOD", "ALDGR", "ALDER")
    assert field_named("PERIOD", fields, "cache") == "PERIOD"
    assert field_named("/^per/", fields, "cache") == "PERIOD"
    with pytest.raises(SourceChanged, match=r"no fields fit period.*It has: PERIOD, ALDGR, ALDER"):
        field_named("period", fields, "cache")
    with pytest.raises(SourceChanged, match="2 fields fit /^ALD/.*It has: ALDGR, ALDER".replace("^", r"\^")):
        field_named("/^ALD/", fields, "cache")


def test_a_file_from_disk_says_itself_whether_it_is_made_up(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")
    raw = Raw.from_file(path)
    assert (raw.name, raw.body, raw.synthetic) == ("a.csv", b"a;b\n1;2\n", False)
    with raw.as_file() as given:
        assert given == path
    path.write_text("a;b\n1;2\nDEMODATA;\n")
    assert Raw.from_file(path).synthetic


def test_a_fetched_file_can_be_read_from_a_path_that_goes_away():
    raw = Raw(name="../å b.xlsx", body=b"PK", fetched=NOW)
    with raw.as_file() as path:
        assert path.read_bytes() == b"PK" and path.name == ".._å_b.xlsx"
    assert not path.exists()


def test_a_marked_workbook_is_still_one(tmp_path):
    from loaders.formats.flatsheet import read_rows

    path = tmp_path / "a.xlsx"
    write_workbook(path, sheets=[Sheet("A", [("N",), (1,)])])
    path.write_bytes(marked_workbook(path.read_bytes()))
    assert Raw.from_file(path).synthetic
    assert [row.cells for row in read_rows(path, ["N"])] == [(1,)]


PAGE = b"<!DOCTYPE html><html><title>Driftstopp</title></html>"


@pytest.mark.parametrize(
    ("expect", "body", "fault"),
    [
        (Expect.HTML, b'{"a": 1}', "no web page"),
        (Expect.HTML, PAGE[:-7], "the web page was cut off"),
        (Expect.XLSX, PAGE, r"HTML instead of a workbook \('Driftstopp'\)"),
        (Expect.XLSX, b"\xd0\xcf\x11\xe0old", "no workbook"),
        (Expect.XLSX, b"PK\x03\x04" + bytes(5000), r"the workbook was cut off \(5004 bytes\)"),
        (Expect.CSV, PAGE, "HTML instead of CSV"),
        (Expect.CSV, b"PK\x03\x04", "a ZIP file instead of CSV"),
        (Expect.ANY, b"", "the answer was empty"),
    ],
)
def test_a_body_that_is_something_else_is_tried_again_and_then_named(expect, body, fault):
    with (
        scripted(Reply(body=body)) as server,
        Transport(SlidingWindow(100, 1), retries=1, backoff=0.01) as transport,
        pytest.raises(SourceUnreachable, match=f"no usable answer in 2 tries; at last .*{fault}"),
    ):
        transport.request("GET", server.url, expect=expect)
    assert len(server.requests) == 2
    assert f"Accept: {expect.value}".encode() in server.requests[0]


@pytest.mark.parametrize(
    ("expect", "body"),
    [
        (Expect.HTML, PAGE),
        (Expect.XLSX, b"PK\x03\x04" + bytes(2000) + b"PK\x05\x06" + bytes(18)),
        (Expect.CSV, "År;Månad".encode("latin-1")),
        (Expect.ANY, PAGE),
    ],
)
def test_a_body_that_is_what_was_expected_passes(expect, body):
    with scripted(Reply(body=body)) as server, Transport(SlidingWindow(100, 1)) as transport:
        assert transport.request("GET", server.url, expect=expect).body == body


def test_a_session_asks_once_and_remembers_failures():
    asked = []

    def fail():
        asked.append(1)
        raise SourceUnreachable("gone")

    with session(Settings(), publisher("scb")) as opened:
        assert opened.once("page", lambda: 7) == opened.once("page", lambda: 8) == 7
        for _ in range(2):
            with pytest.raises(SourceUnreachable, match="gone"):
                opened.once("other", fail)
    assert len(asked) == 1


def test_addresses_are_relative_to_the_base_or_whole():
    with (
        scripted(Reply(body=b"{}")) as server,
        session(Settings(scb_url=f"{server.url}/base"), publisher("scb")) as opened,
    ):
        opened.get("a/b", [("filter", "x"), ("filter", "y")])
        opened.get("/download/c.json")
    lines = [request.split(b"\r\n")[0].decode() for request in server.requests]
    assert lines == ["GET /api/v2/base/a/b?filter=x&filter=y HTTP/1.1", "GET /download/c.json HTTP/1.1"]
