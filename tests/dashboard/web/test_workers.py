"""`lanspuls serve --workers 2`: one server of several processes, through new figures and the death of one."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.commands.following_there import FollowedThere
from dashboard.editions.followed import FOLDER, Followed, Shown
from loaders.store import Store
from tests.dashboard.made import PUBLISHED, add_revision
from tests.dashboard.made_own import DECLARED
from tests.editions.fixture import DAY
from tests.editions.test_published import published
from tests.shared import REPOSITORY, lacking
from tests.waiting import HANG_SECONDS, killed_if_it_hangs, wait_until

ADDRESSES = (
    "/indikator/arbetsloshet", "/indikator/arbetsloshet?region=2321", "/_sida?adress=%2Findikator%2Farbetsloshet",
    "/", "/api/v1/indicators/unemployment_rate",
)  # fmt: skip
MOST_MB = 80
"""What all processes together would take less (as PSS) without one of the workers: what it shares with nobody."""
PROC = Path("/proc")


class Server:
    """A running server: its address, its process, and what it writes on stderr."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log
        self.address = f"http://127.0.0.1:{port}"

    def workers(self):
        """The processes that answer."""
        return [int(pid) for pid in (PROC / f"{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def told(self):
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(data, log, *arguments, program=("-m", "dashboard.commands.main"), **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    environment = {**kept, "LANSPULS_DATA": str(data), "PYTHONUNBUFFERED": "1", **environment}
    command = [sys.executable, *program, "serve", "--port", "0", *arguments]
    with log.open("w") as err:
        process = subprocess.Popen(
            command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=err, text=True
        )
    with killed_if_it_hangs(process):
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Avsluta"):
                break
        port = re.search(r"Sidorna: http://127.0.0.1:(\d+)/", "".join(said))
        assert port, (said, log.read_text())
        server = Server(process, int(port[1]), log)
        server.said = "".join(said)
        try:
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            server.code = process.wait(HANG_SECONDS)
            process.stdout.close()


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return published(tmp_path_factory.mktemp("served")).settings


@pytest.fixture(scope="module")
def server(settings, tmp_path_factory):
    if not (PROC / "self" / "smaps_rollup").exists():
        lacking("this system has no /proc to read processes in")
    with serving(
        settings.data, tmp_path_factory.mktemp("log") / "err", "--workers", "2", LANSPULS_METRICS="true"
    ) as it:
        wait_until(lambda: len(it.workers()) == 2, "two workers")
        yield it
    assert it.code == 0 and "Traceback" not in it.told()


def asked(server, address, **headers):
    request = urllib.request.Request(server.address + address, headers=headers)
    with urllib.request.urlopen(request, timeout=HANG_SECONDS) as answer:
        return answer.read()


@contextmanager
def answered_by(server, worker):
    """Only this worker takes new connections: the others stand still."""
    others = [one for one in server.workers() if one != worker]
    for one in others:
        os.kill(one, signal.SIGSTOP)
        wait_until(lambda one=one: "T" in state(one), "a process that stands still")
    try:
        yield
    finally:
        for one in others:
            os.kill(one, signal.SIGCONT)


def state(pid):
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]


def test_under_a_publication_every_answer_is_of_one_version_and_none_fails(server, settings):
    before = {address: asked(server, address) for address in ADDRESSES}
    for worker in server.workers():
        with answered_by(server, worker):
            assert {address: asked(server, address) for address in ADDRESSES} == before
    found, failed, enough, ended = [], [], threading.Event(), threading.Event()

    def visit(n):
        while not ended.is_set():
            address, is_after = ADDRESSES[n % len(ADDRESSES)], enough.is_set()
            try:
                found.append((address, is_after, asked(server, address)))
            except OSError as error:
                failed.append(f"{address}: {error}")
            n += 1

    visitors = [threading.Thread(target=visit, args=(n,)) for n in range(6)]
    for one in visitors:
        one.start()
    wait_until(lambda: len(found) >= 30, "answers before the publication")
    cells = {("23", "2026-08"): 9.9, ("2321", "2026-08"): 8.8}
    add_revision(Store(settings.store_dir), "unemployment_rate", cells, at=PUBLISHED + timedelta(days=1))
    enough.set()
    so_far = len(found)
    wait_until(lambda: len(found) >= so_far + 60, "answers after the publication")
    ended.set()
    for one in visitors:
        one.join()
    after = {address: asked(server, address) for address in ADDRESSES}
    assert failed == [] and all(after[one] != before[one] for one in ADDRESSES)
    assert all(body in (before[one], after[one]) for one, _, body in found)
    assert all(body == after[one] for one, is_after, body in found if is_after)
    assert {body == after[one] for one, _, body in found} == {True, False}
    for worker in server.workers():
        with answered_by(server, worker):
            assert {address: asked(server, address) for address in ADDRESSES} == after


def test_who_follows_by_one_worker_is_told_what_another_is_told(server, settings):
    followed = Followed(settings.data / FOLDER)
    secret = (settings.data / FOLDER / "hemlighet").read_text(encoding="ascii")
    workers = server.workers()

    async def follow():
        async with asyncio.timeout(HANG_SECONDS):
            lines = []
            for worker in workers:
                with answered_by(server, worker):
                    lines.append(await asyncio.open_connection("127.0.0.1", server.port))
                    lines[-1][1].write(f"GET /folj/{DAY}/strom HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                    await lines[-1][0].readuntil(b'"slide":0,')
            with FollowedThere(server.address, secret) as told, FollowedThere(server.address, secret) as asking:
                with answered_by(server, workers[0]):
                    await asyncio.to_thread(told.show, DAY, Shown(day=date.fromisoformat(DAY), number=1, slide=4))
                for reader, _ in lines:
                    await reader.readuntil(b'"slide":4,')
                with answered_by(server, workers[1]):
                    await asyncio.to_thread(asking.ask, DAY, "Ska koden räknas?", ["Ja", "Nej"])
                question = followed.questions.asked(DAY)
                for n in range(8):
                    with answered_by(server, workers[n % 2]):
                        await asyncio.to_thread(answer, {"id": question.id, "answer": 0})
                for reader, writer in lines:
                    await reader.readuntil(b"Ja: 8 av 8 svar")
                    writer.close()

    def answer(said):
        headers = {"X-Lanspuls": "svar", "Content-Type": "application/json"}
        request = urllib.request.Request(
            f"{server.address}/folj/{DAY}/svar", json.dumps(said).encode(), headers, method="POST"
        )
        with urllib.request.urlopen(request, timeout=HANG_SECONDS) as taken:
            assert taken.status == 204

    asyncio.run(follow())
    assert followed.words() == ()


def test_a_measure_that_is_declared_while_they_serve_is_shown_by_every_worker_and_no_answer_fails(server, settings):
    declared, page = settings.data / "indicators" / "cyklister.toml", "/indikator/eget-cyklister"
    with pytest.raises(OSError, match="404"):
        asked(server, page)
    failed, ended = [], threading.Event()

    def visit():
        while not ended.is_set():
            try:
                asked(server, "/indikatorer")
            except OSError as error:
                failed.append(str(error))

    visitor = threading.Thread(target=visit)
    visitor.start()
    workers = server.workers()
    declared.parent.mkdir()
    try:
        declared.write_text(DECLARED["cyklister"], encoding="utf-8")
        for worker in workers:
            with answered_by(server, worker):
                assert "Inga siffror är hämtade än för cyklister" in asked(server, page).decode()
                assert "Cyklister" in asked(server, "/indikatorer").decode()
    finally:
        ended.set()
        visitor.join()
        declared.unlink()
        declared.parent.rmdir()
    for worker in workers:
        with answered_by(server, worker), pytest.raises(OSError, match="404"):
            asked(server, page)
    assert failed == [] and server.workers() == workers


def test_whoever_is_asked_tells_what_all_have_answered(server):
    def counted():
        return int(
            re.search(r'requests_total\{route="/om",status="2xx"\} (\d+)', asked(server, "/metrics").decode())[1]
        )

    asked(server, "/om")
    first = counted()
    for worker in server.workers():
        with answered_by(server, worker):
            asked(server, "/om")
    assert [counted(), counted()] == [first + 2, first + 2]


def test_a_further_worker_costs_little_memory(server, settings):
    for worker in server.workers():
        with answered_by(server, worker):
            for region in ("23", "2303", "2309", "2321", "2380"):
                for slug in ("arbetsloshet", "folkmangd", "sysselsattningsgrad"):
                    asked(server, f"/indikator/{slug}?region={region}")
    for worker in server.workers():
        rollup = (PROC / str(worker) / "smaps_rollup").read_text()
        own = re.findall(r"^Private_(?:Clean|Dirty): +(\d+) kB", rollup, re.MULTILINE)
        assert len(own) == 2 and sum(map(int, own)) <= 1000 * MOST_MB


def test_a_worker_that_is_killed_is_replaced_and_the_others_answer(server):
    first, other = server.workers()
    os.kill(first, signal.SIGKILL)
    assert asked(server, "/om")
    wait_until(lambda: len(server.workers()) == 2 and first not in server.workers(), "another in its place")
    (new,) = set(server.workers()) - {other}
    with answered_by(server, new):
        assert asked(server, "/indikator/arbetsloshet")
    assert f"a worker ended by signal 9; another begins in its place worker=0 pid={first}" in server.told()
    os.kill(other, signal.SIGTERM)  # one that leaves by itself finishes what it answers, and is replaced too
    wait_until(lambda: len(server.workers()) == 2 and other not in server.workers(), "another in its place")
    assert asked(server, "/om")


def test_where_a_process_cannot_be_made_into_two_one_answers(settings, tmp_path):
    without = "import os, sys; del os.fork; from dashboard.commands.main import main; main(sys.argv[1:])"
    with serving(settings.data, tmp_path / "err", "--workers", "4", program=("-c", without)) as server:
        assert "Det här systemet har en process som svarar; --workers 4 gäller inte här." in server.said
        assert server.workers() == [] and asked(server, "/om")


def test_hosts_and_a_prefix_hold_for_every_worker_and_none_outlives_its_server(settings, tmp_path):
    named = {"LANSPULS_HOSTS": "lanspuls.example.se", "LANSPULS_PREFIX": "/puls", "LANSPULS_LOG": "json"}
    with serving(settings.data, tmp_path / "err", LANSPULS_WORKERS="2", **named) as server:
        assert asked(server, "/puls/om", Host="lanspuls.example.se")
        with pytest.raises(OSError, match="400"):
            asked(server, "/puls/om")
        wait_until(lambda: len(server.workers()) == 2, "two workers")
        workers = server.workers()
        server.process.kill()
        wait_until(lambda: not any((PROC / str(one)).exists() and state(one) != "Z" for one in workers), "their end")
    with pytest.raises(OSError, match="refused"):
        asked(server, "/puls/om")
    lines = [json.loads(line) for line in server.told().splitlines()]
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 400]  # what is warmed is no visit
