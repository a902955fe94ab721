"""Puts the files of deploy/ in front of an installed `lanspuls serve`, visits through them, and prints what it counted.

``python -m tests.operate.fronting PROGRAM DATA NOTES NAME`` runs in namespaces of its own (part_nginx.py): its only
network is the loopback, so that the files stand on the very ports and names that are written in them.
"""

import asyncio
import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard.editions.followed import FOLDER, Followed, Shown
from tests.attack.outcome import Count
from tests.dashboard.addresses import ADDRESSES
from tests.dashboard.browsing import Patient, settle
from tests.editions.fixture import DAY
from tests.operate import say
from tests.operate.serving import served
from tests.operate.visiting import loopback_up
from tests.shared import REPOSITORY, chromium
from tests.waiting import HANG_SECONDS, wait_until

DEPLOY = REPOSITORY / "deploy"
OWN, SHARED = "lanspuls.example.se", "example.se"
"""The names in the files, a host of its own and one with other things too."""
THIS, PORT, PREFIX = "127.0.0.1", 8050, "/lanspuls"
FOLLOWERS, AFTERWARDS = 40, 40
FILES = (
    "/halsa", "/hamta/arbetsloshet.csv", "/hamta/arbetsloshet.xlsx", "/faktablad/2321.pdf", "/api/v1/places",
    "/flode.xml", "/kalender.ics", f"/mote/{DAY}.json",
)  # fmt: skip
CERTIFICATE, KEY = Path("/etc/ssl/certs/lanspuls.pem"), Path("/etc/ssl/private/lanspuls.key")
NGINX = """daemon off; pid {notes}/nginx.pid; error_log {notes}/nginx-error.log; worker_processes 2; user root;
events {{}}
http {{
  client_body_temp_path {notes}/body; proxy_temp_path {notes}/proxy; fastcgi_temp_path {notes}/f;
  uwsgi_temp_path {notes}/u; scgi_temp_path {notes}/s;
  include {deploy}/nginx.conf;
  {more}
}}
"""
UNDER_A_PATH = """server {{
    listen 443 ssl; server_name example.se; ssl_certificate {certificate}; ssl_certificate_key {key};
    include {prefix};
    location / {{ return 200 "something else"; }}
}}"""


CADDY = "{\n\tlocal_certs\n\tskip_install_trust\n\tadmin off\n}\n"


@dataclass(frozen=True)
class Site:
    """Where pages are reached: host, port, what stands before the path, whose certificates are trusted (None: no TLS),
    and headers that are sent with everything."""

    host: str
    port: int = 443
    prefix: str = ""
    trusted: Path | None = CERTIFICATE
    headers: dict[str, str] = field(default_factory=dict)

    def connection(self) -> http.client.HTTPConnection:
        """A connection of a visitor's, that trusts this certificate and no other."""
        if self.trusted is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=HANG_SECONDS)
        context = ssl.create_default_context(cafile=str(self.trusted))
        return http.client.HTTPSConnection(self.host, self.port, timeout=HANG_SECONDS, context=context)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> "Answer":
        """What is answered; -1 as status where nobody answers."""
        said = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with closing(self.connection()) as connection:
                connection.request(method, self.prefix + path, body, said)
                answer = connection.getresponse()
                return Answer(answer.status, dict(answer.headers.items()), answer.read())
        except (OSError, http.client.HTTPException) as error:
            return Answer(-1, {"error": str(error)}, b"")


@dataclass(frozen=True)
class Answer:
    """A status, the headers as they were written, and the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header by its name, in whatever letters it was written."""
        return next((value for known, value in self.headers.items() if known.lower() == name.lower()), "")


def visited(site: Site, direct: Site, data: Path) -> list[Count]:
    """What comes otherwise through what stands in front than from the server itself, and what does not come."""
    counts: list[Count] = []
    differing: list[str] = []
    unkept: list[str] = []
    plain: list[str] = []
    paths = ["/", *ADDRESSES, *FILES]
    for path in paths:
        there, here = (one.ask(path, Accept_Encoding="br, gzip") for one in (direct, site))
        if here.status != there.status or here.body != there.body or here.header("ETag") != there.header("ETag"):
            differing.append(path)
            say(f"  {path}: {there.status} {len(there.body)} bytes, in front {here.status} {len(here.body)} bytes")
        if here.header("Content-Encoding") != there.header("Content-Encoding"):
            plain.append(path)
        tag = here.header("ETag")
        if tag and site.ask(path, Accept_Encoding="br, gzip", If_None_Match=tag).status != 304:
            unkept.append(path)
    counts.append(Count(f"of {len(paths)} pages and files other than the server's own", len(differing), 0))
    counts.append(Count("of them compressed otherwise", len(plain), 0))
    counts.append(Count("sent again though the visitor has them (ETag)", len(unkept), 0))
    astray = [path for path in ("/", "/moten") for one in _links(site, path) if not one.startswith(f"{site.prefix}/")]
    counts.append(Count("links of pages that lead past the path", len(astray), 0))
    counts.append(Count("strangers that /metrics answers", int(site.ask("/metrics").status == 200), 0))
    large = site.ask(f"/folj/{DAY}/svar", "POST", b"x" * 11_000_000, X_Lanspuls="svar").status
    counts.append(Count("bodies of 11 MB that are taken", int(large not in (413, -1)), 0))
    return [*counts, *followed(site, data), *clicked(site)]


def _links(site: Site, path: str) -> list[str]:
    text = site.ask(path).body.decode()
    return [part.partition('"')[0] for part in text.split('href="')[1:] if part.startswith("/")]


def followed(site: Site, data: Path) -> list[Count]:
    """Participants in front of whom a slide is turned: how soon the last of them is told."""
    shown = Followed(data / FOLDER)
    context = ssl.create_default_context(cafile=str(site.trusted)) if site.trusted else None
    head = f"GET {site.prefix}/folj/{DAY}/strom HTTP/1.1\r\nHost: {site.host}\r\n\r\n".encode()

    async def follow() -> float:
        async with asyncio.timeout(HANG_SECONDS):
            lines = []
            for _ in range(FOLLOWERS):
                reader, writer = await asyncio.open_connection(site.host, site.port, ssl=context)
                writer.write(head)
                await reader.readuntil(b'"slide":0,')
                lines.append((reader, writer))
            began = time.monotonic()
            await asyncio.to_thread(shown.show, DAY, Shown(day=date.fromisoformat(DAY), number=1, slide=4))
            await asyncio.gather(*(reader.readuntil(b'"slide":4,') for reader, _ in lines))
            seconds = time.monotonic() - began
            for _, writer in lines:
                writer.close()
            return seconds

    try:
        seconds = asyncio.run(follow())
        shown.questions.ask(DAY, "Ska koden räknas?", ["Ja", "Nej"])
        question = shown.questions.asked(DAY)
        said = json.dumps({"id": question.id if question else "", "answer": 0}).encode()
        taken = site.ask(f"/folj/{DAY}/svar", "POST", said, X_Lanspuls="svar", Content_Type="application/json").status
    finally:
        shown.questions.end(DAY)
        shown.end(DAY)
    return [
        Count(f"ms until the last of {FOLLOWERS} followers knows the slide", round(1000 * seconds), 2_000),
        Count("answers of participants that are lost", int(taken != 204), 0),
    ]


def clicked(site: Site) -> list[Count]:
    """A browser that goes from page to page and to the meeting: what it could not load, and what else it asked."""
    lost: list[str] = []
    asked: list[str] = []
    at = f"https://{site.host}{site.prefix}"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        started = playwright.chromium.launch(executable_path=chromium(), args=arguments, timeout=HANG_SECONDS * 1000)
        page = Patient(started).new_context(ignore_https_errors=True).new_page()
        page.on("response", lambda one: lost.append(one.url) if one.status >= 400 else None)
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{at}/indikator/arbetsloshet")
        settle(page)
        charts = page.locator(".main-svg").count()
        page.get_by_role("link", name="Åre", exact=True).first.click()
        page.wait_for_url(f"{at}/indikator/arbetsloshet?region=2321")
        settle(page)
        page.goto(f"{at}/mote/{DAY}")
        page.wait_for_selector(".main-svg", state="attached")
        started.close()
    outside = [one for one in asked if not one.startswith((f"{at}/", "data:", "blob:"))]
    return [
        Count("files that a browser lacks on three pages and a click", len(lost) + int(not charts), 0),
        Count("addresses it asked for outside the path", len(outside), 0),
    ]


def named(site: Site, path: str = "/om") -> Count:
    """A stranger's name for the server, which is to be refused."""
    status = site.ask(path, Host="annan.example.com").status
    return Count("answers to a name that is not ours", int(status == 200), 0)


@contextmanager
def running(command: list[str], log: Path, site: Site, **more: str) -> Iterator[None]:
    """A program that stands in front, once it answers for what stands behind it, be that that nobody does."""
    with log.open("w") as err:
        process = subprocess.Popen(command, stdout=err, stderr=err, env={**os.environ, **more})
    try:
        wait_until(lambda: process.poll() is not None or site.ask("/halsa").status > 0, f"{command[0]} answers")
        if process.poll() is not None:
            raise OSError(f"{command[0]} ended: {log.read_text()[-2000:]}")
        yield
    finally:
        process.terminate()
        process.wait(HANG_SECONDS)


def nginx(notes: Path, site: Site, location: str = "") -> AbstractContextManager[None]:
    """deploy/nginx.conf as it is, and below another host's path what ``location`` says."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None:
        raise OSError("nginx is not installed (Debian: nginx-light)")
    (own := notes / "nginx-prefix.conf").write_text(location)
    other = UNDER_A_PATH.format(certificate=CERTIFICATE, key=KEY, prefix=own)
    (conf := notes / "nginx.conf").write_text(NGINX.format(notes=notes, deploy=DEPLOY, more=other if location else ""))
    return running([program, "-e", str(notes / "start.log"), "-c", str(conf)], notes / "nginx.log", site)


def caddy(notes: Path, site: Site) -> AbstractContextManager[None]:
    """deploy/Caddyfile as it is, with certificates of its own making, since no authority can be asked."""
    program = shutil.which("caddy")
    if program is None:
        raise OSError("Caddy is not installed (Debian: caddy)")
    (conf := notes / "Caddyfile").write_text(f"{CADDY}import {DEPLOY}/Caddyfile\n")
    kept = {"XDG_DATA_HOME": str(notes / "caddy"), "XDG_CONFIG_HOME": str(notes / "caddy")}
    command = [program, "run", "--config", str(conf), "--adapter", "caddyfile"]
    return running(command, notes / "caddy.log", site, **kept)


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to stand in front: what begins it, how visitors and the machine itself reach the pages, what is set."""

    what: str
    site: Site
    direct: Site
    settings: dict[str, str]
    begin: Callable[[], AbstractContextManager[None]]


def ways(notes: Path) -> Iterator[Way]:
    """nginx on a name of its own, and under a path in each of three forms; Caddy on a name of its own and a path."""
    location = (DEPLOY / "nginx-prefix.conf").read_text(encoding="utf-8")
    taken_off = location.replace(f":{PORT};", f":{PORT}/;")
    straight, below = (Site(THIS, PORT, one, trusted=None) for one in ("", PREFIX))
    own, shared = Site(OWN), Site(SHARED, prefix=PREFIX)
    for_own = {"LANSPULS_HOSTS": f"{OWN},{THIS}"}
    for_shared = {"LANSPULS_HOSTS": f"{SHARED},{THIS}"}
    by_setting = for_shared | {"LANSPULS_PREFIX": PREFIX}
    by_header, told = for_shared | {"LANSPULS_PROXIES": THIS}, replace(below, headers={"X-Forwarded-Prefix": PREFIX})
    of_caddy = notes / "caddy/caddy/pki/authorities/local/root.crt"
    caddy_own, caddy_shared = (replace(one, trusted=of_caddy) for one in (own, shared))
    yield Way(what="nginx", site=own, direct=straight, settings=for_own, begin=lambda: nginx(notes, own))
    for what, direct, settings, text in (
        ("nginx, path passed on", below, by_setting, location),
        ("nginx, path taken off", below, by_setting, taken_off),
        ("nginx, path told by its header", told, by_header, taken_off),
    ):
        begin = partial(nginx, notes, shared, text)
        yield Way(what=what, site=shared, direct=direct, settings=settings, begin=begin)
    begin = partial(caddy, notes, caddy_own)
    yield Way(what="Caddy", site=caddy_own, direct=straight, settings=for_own, begin=begin)
    begin = partial(caddy, notes, caddy_shared)
    yield Way(what="Caddy, path passed on", site=caddy_shared, direct=below, settings=by_setting, begin=begin)


def visited_by(way: Way, program: str, data: Path, notes: Path) -> list[Count]:
    """What one way counts, and how many requests fail once the server is started anew behind it."""
    say(way.what)
    arguments = ("--workers", "2", "--port", str(PORT))
    start = partial(served, data, *arguments, command=(program,), start_in=notes, LANSPULS_METRICS="true")
    with way.begin():
        with start(**way.settings) as server:
            wait_until(lambda: len(server.workers()) == 2, "workers")
            found = visited(way.site, way.direct, data)
            found.append(named(way.site))
            plain = replace(way.site, port=80, trusted=None).ask("/om")
            found.append(Count("pages without TLS", int(plain.status == 200), 0))
        with start(**way.settings) as server:
            wait_until(lambda: len(server.workers()) == 2, "workers")
            failed = sum(way.site.ask("/om").status != 200 for _ in range(AFTERWARDS))
    what = f"of {AFTERWARDS} requests failed after the server was started anew"
    return [Count(f"{way.what}: {one.what}", one.number, one.most) for one in (*found, Count(what, failed, 0))]


if __name__ == "__main__":
    loopback_up()
    program, data, notes, name = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    chosen = [way for way in ways(notes) if way.what.startswith(name)]
    assert chosen, f"no way to stand in front is called {name}"
    counts = [one for way in chosen for one in visited_by(way, program, data, notes)]
    sys.stdout.write(json.dumps([astuple(one) for one in counts]))
