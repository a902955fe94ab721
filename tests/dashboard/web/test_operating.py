"""What a server says of itself: its health, its log without visitors, its figures for Prometheus."""

import json
import logging
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.data.series import Data
from dashboard.web.app import create_app
from dashboard.web.operating.health import health_of
from dashboard.web.operating.logs import ACCESS, JsonLines, TextLines
from loaders.planning.last_runs import FETCH, VERIFY, LastRun, keep_run, last_run
from loaders.planning.run_state import FAILING, WAITING, PartState, RunState, keep_state
from loaders.store import Store
from tests.dashboard.addresses import made_site
from tests.dashboard.made import FETCHED

DAY = FETCHED.date()
"""The day the made-up figures were fetched on."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def client(site):
    return create_app(replace(site, metrics=True)).server.test_client()


def known(settings, day=DAY):
    return health_of(Data(Store(settings.store_dir), today=lambda: day))


def none_late(health):
    """As if every table had come: the made-up store lacks some."""
    return replace(health, sources=())


def test_a_store_that_has_just_been_fetched_is_well_and_says_how_old_each_source_is(site):
    assert none_late(known(site)).status == "ok"
    found = known(site).told()
    assert (found["fetch"], found["verify"]) == (None, None)
    (scb,) = [one for one in found["sources"] if one["source"] == "scb"]
    assert (scb["fetched"], scb["age_days"]) == ("2026-10-30T05:30:00Z", 0)
    assert scb["tables"] >= 5 and found["disk"]["free_mb"] > 0


def test_what_should_have_come_makes_it_late_and_is_named_with_200(site):
    found = known(site, DAY.replace(year=2027))
    late = [table for one in found.sources for table in one.late]
    assert (found.status, found.code) == ("sen", 200) and "TAB6260" in late


def test_a_fetch_with_faults_and_one_long_ago_make_it_late(site, tmp_path):
    shutil.copytree(site.data, tmp_path / "data")
    copy = replace(site, data=tmp_path / "data")
    run = LastRun(ended=datetime(2026, 10, 30, 6, tzinfo=UTC), seen=61, faults=("scb TAB6260: Källan svarade inte.",))
    keep_run(copy.data, FETCH, run)
    assert last_run(copy.data, FETCH) == run and last_run(copy.data, VERIFY) is None
    found = none_late(known(copy))
    assert (found.status, found.code) == ("sen", 200)
    assert found.told()["fetch"]["faults"] == ["scb TAB6260: Källan svarade inte."]
    keep_run(copy.data, FETCH, replace(run, faults=()))
    assert none_late(known(copy)).status == "ok"
    keep_run(copy.data, FETCH, replace(run, faults=(), ended=datetime(2026, 10, 25, tzinfo=UTC)))
    assert none_late(known(copy)).status == "sen"
    (copy.data / "runs" / "fetch.json").write_text("{", encoding="utf-8")
    assert none_late(known(copy)).status == "ok" and last_run(copy.data, FETCH) is None


def test_lost_figures_are_503(site, tmp_path):
    shutil.copytree(site.data, tmp_path / "data")
    next((tmp_path / "data" / "store").rglob("*.parquet")).unlink()
    found = known(replace(site, data=tmp_path / "data"))
    assert (found.status, found.code) == ("damaged", 503) and len(found.damages) == 1


def test_metrics_are_those_of_the_answers_by_declared_address(client, site):
    assert create_app(site).server.test_client().get("/metrics").status_code == 404
    client.get("/indikator/arbetsloshet")
    client.get("/indikator/arbetsloshet?region=2321")
    client.get("/min.epost@example.se")
    text = client.get("/metrics").text
    told = dict(re.findall(r"^(lanspuls_\S+?(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE))
    assert told['lanspuls_requests_total{route="/indikator/<slug>",status="2xx"}'] == "2"
    assert told['lanspuls_requests_total{route="-",status="4xx"}'] == "1"
    assert told['lanspuls_request_seconds_bucket{route="/indikator/<slug>",le="+Inf"}'] == "2"
    assert int(told["lanspuls_resident_memory_bytes"]) > 10_000_000 and told["lanspuls_damages"] == "0"
    assert told['lanspuls_source_fetched_timestamp_seconds{source="scb"}'] == f"{FETCHED.timestamp():.0f}"
    assert "example.se" not in text
    families = re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)
    assert len(families) == len(set(families)) and text.endswith("\n")


class Kept(logging.Handler):
    def __init__(self, form):
        super().__init__()
        self.setFormatter(form)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(params=[JsonLines(), TextLines()], ids=["json", "text"])
def log(request):
    kept, logger = Kept(request.param), logging.getLogger(ACCESS)
    before = logger.level
    logger.addHandler(kept)
    logger.setLevel(logging.INFO)
    yield kept
    logger.removeHandler(kept)
    logger.setLevel(before)


VISITOR = {
    "User-Agent": "Secret Browser 7",
    "Referer": "https://secret.example/",
    "X-Forwarded-For": "192.0.2.77",
    "Cookie": "secret=1",
}


def test_the_log_holds_what_was_asked_for_and_nothing_of_who_asked(client, log):
    client.get("/om?utm_source=secret", headers=VISITOR, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    client.get("/sok?q=secret+person", headers=VISITOR)
    client.get("/anna.secret@example.se", headers=VISITOR)
    assert len(log.lines) == 3
    assert not re.search(r"secret|192\.0\.2\.77|anna", "\n".join(log.lines), re.IGNORECASE)
    if isinstance(log.formatter, JsonLines):
        first, _, last = map(json.loads, log.lines)
        assert (first["event"], first["route"], first["path"], first["status"]) == ("request", "/om", "/om", 200)
        assert first["bytes"] > 1000 and first["ms"] >= 0 and first["time"].endswith("Z")
        assert (last["route"], last["path"], last["status"]) == ("-", "-", 404)
    else:
        assert re.match(r"\d{4}-\d\d-\d\dT[\d:]+Z info request method=GET route=/om path=/om status=200", log.lines[0])


def test_an_error_is_one_line_of_json_with_its_traceback(log):
    try:
        raise ValueError("made\nup")
    except ValueError:
        logging.getLogger(ACCESS).exception("broken")
    if isinstance(log.formatter, JsonLines):
        assert "\n" not in log.lines[0] and "ValueError: made" in json.loads(log.lines[0])["error"]
    else:
        assert "ValueError: made" in log.lines[0]


@pytest.mark.parametrize(
    ("state", "minutes", "is_ended", "status"),
    [
        (WAITING, 1, False, "ok"),
        (FAILING, 1, False, "sen"),
        (WAITING, 9, False, "sen"),  # it says something each minute
        (WAITING, 9, True, "ok"),
        (WAITING, 60 * 24 * 9, False, "ok"),  # something else does its work since long
    ],
)
def test_a_part_that_fails_or_a_keeper_that_is_silent_makes_it_late(site, state, minutes, is_ended, status):
    now = datetime(2026, 11, 28, 8, tzinfo=UTC)
    part = PartState(name="fetch", state=state, since=now, again=2, fault="slutade oväntat (slutkod 1)")
    keep_state(site.data, RunState(seen=now - timedelta(minutes=minutes), ended=is_ended, parts=(part,)))
    found = replace(none_late(known(site)), moment=now)
    (site.data / "runs" / "run.json").unlink()
    assert found.status == status
    assert found.told()["run"]["parts"] == [
        {"name": "fetch", "state": state, "since": "2026-11-28T08:00:00Z", "again": 2,
         "fault": "slutade oväntat (slutkod 1)"},
    ]  # fmt: skip
    (site.data / "runs" / "run.json").write_bytes(b'{"schema": 1, "seen": 3}')
    assert "run" not in known(site).told()
    (site.data / "runs" / "run.json").unlink()


def test_what_a_part_of_one_region_tells_is_not_told_to_another_or_to_all():
    now = datetime(2026, 11, 28, 8, tzinfo=UTC)
    parts = [
        PartState(name=name, state=FAILING, since=now, fault=f"fel i {name}")
        for name in ("serve", "prepare 20", "prepare 25")
    ]
    state = RunState(seen=now, parts=tuple(parts))
    assert [one.fault for one in state.seen_by("20").parts] == ["fel i serve", "fel i prepare 20"]
    assert [one.fault for one in state.seen_by("").parts] == ["fel i serve", "", ""]
