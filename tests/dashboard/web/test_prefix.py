"""Under a path of another's host: every address leads below it, whether nginx passes the path on or takes it off."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import replace

import pytest

from dashboard.web.app import create_app
from loaders.settings.values import as_networks
from tests.dashboard.addresses import ADDRESSES, MEETING_DAY, made_site
from tests.dashboard.browsing import browser, served, settle
from tests.shared import lacking
from tests.waiting import HANG_SECONDS, wait_until

PREFIX = "/lanspuls"
OURS = r"(?:_fil|_skript|_sida|_forslag|_dash|_ram|indikator|mot|amne|om|kallor|hamta|inbadda|api|faktablad|assets|k)"
ASTRAY = re.compile(rf"""["'`(>](/(?:{OURS}[\w-]*(?:[/?#][^"'`<)\s]*)?)?)["'`<)\s]""")
"""One of our addresses, or the front page's, without the prefix."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return replace(made_site(tmp_path_factory.mktemp("site")), prefix=PREFIX)


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).server.test_client()


def below(text):
    """Addresses in attributes that begin at the root."""
    found = re.findall(r'(?:href|src|action)="(/[^"]*)"', text)
    return {address.split("#")[0].replace("&amp;", "&") for address in found}


@pytest.mark.parametrize("address", ["/", *ADDRESSES, "/finns/inte"])
def test_no_address_of_a_page_leads_past_the_prefix(client, address):
    answer = client.get(PREFIX + address)
    text = answer.get_data(as_text=True)
    assert {one for one in below(text) if not one.startswith(f"{PREFIX}/")} == set()
    if answer.mimetype == "text/html":
        assert ASTRAY.findall(text) == []
        sent = client.get(f"{PREFIX}/_sida", query_string={"adress": PREFIX + address, "yta": "screen"})
        assert ASTRAY.findall(sent.get_data(as_text=True)) == []


def test_all_that_pages_load_and_link_to_is_there_below_the_prefix(client):
    pages = ("/", f"/mote/{MEETING_DAY}", "/om")
    seen, texts = set(), [client.get(PREFIX + page).get_data(as_text=True) for page in pages]
    for address in set().union(*map(below, texts)):
        answer = client.get(address)
        assert answer.status_code in (200, 302), address
        seen.add(address.split("/")[2].split("?")[0])
    assert {"_fil", "_skript", "_dash-component-suites", "indikator", "moten", "om"} <= seen


def test_a_redirect_stays_below_the_prefix(client):
    assert client.get(PREFIX).headers["Location"] == f"{PREFIX}/"
    assert client.get(f"{PREFIX}/api").headers["Location"] == f"{PREFIX}/oppna-data"


def test_without_the_prefix_the_same_is_served_for_whoever_stands_in_front_and_takes_it_off(client):
    whole, taken_off = client.get(f"{PREFIX}/om"), client.get("/om")
    assert taken_off.status_code == 200 and below(taken_off.text) == below(whole.text) != set()


def test_without_a_prefix_nothing_is_changed(settings):
    client = create_app(replace(settings, prefix="")).server.test_client()
    assert ASTRAY.search(client.get("/").text) and f"{PREFIX}/" not in client.get("/").text


def asked(site, address, told=None, **more):
    """Status, headers and text of an answer, with what a proxy says it has taken off."""
    headers = more | ({} if told is None else {"X-Forwarded-Prefix": told})
    try:
        with urllib.request.urlopen(
            urllib.request.Request(site + address, headers=headers), timeout=HANG_SECONDS
        ) as one:
            return one.status, one.headers, one.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_what_a_named_proxy_has_taken_off_stands_before_every_address_and_is_heard_of_nobody_else(settings):
    behind = replace(settings, prefix="", proxies=as_networks(["127.0.0.0/8"]))
    with served(behind) as site:
        plain, tag = asked(site, "/om")[2], asked(site, "/om")[1]["ETag"]
        assert asked(site, "/om", told="/a/b")[1]["ETag"] != tag
        for told in ("/x", "/a/b"):
            whole = asked(site, "/om", told=told)[2]
            assert {one for one in below(whole) if not one.startswith(f"{told}/")} == set() != below(whole)
            assert f'"requests_pathname_prefix":"{told}\\u002f"' in whole
            assert asked(site, f"{told}/om", told=told)[2] == whole  # passed on whole
            packed = asked(site, f"/_sida?adress={told}/om&yta=screen", told=told)
            assert packed[0] == 200 and f'"{told}/moten' in packed[2]
            assert asked(site, "/finns-inte", told=told)[0] == 404
            assert asked(site, "/folj/A/strom", told=told)[0] == 404  # no word is followed so
        assert asked(site, "/om")[2] == plain
        for told in ("//annan.se", "https://annan.se", "/<script>", "/a, /b", "", "/"):
            assert asked(site, "/om", told=told)[2] == plain
        connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=HANG_SECONDS)
        connection.request("GET", "/api", headers={"X-Forwarded-Prefix": "/x"})
        assert connection.getresponse().getheader("Location") == "/x/oppna-data"
        connection.close()
    with served(replace(behind, proxies=as_networks("10.0.0.0/8,::1"))) as site:
        assert below(asked(site, "/om", told="/x")[2]) == below(plain)


NGINX = """daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 10m;
    location /lanspuls/ {{ proxy_pass {upstream}; proxy_http_version 1.1; proxy_set_header Host $host; }}
  }}
}}
"""


@contextmanager
def nginx(folder, upstream):
    """nginx in front of a server; gives the address of the pages behind it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        lacking("nginx is not installed (Debian: nginx-light)")
    folder.mkdir()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, upstream=upstream))
    as_root = ["-g", "user root;"] if os.getuid() == 0 else []  # else its workers may not write in the folder
    told = ["-p", folder, "-e", folder / "start.log", "-c", folder / "nginx.conf", *as_root]
    running = subprocess.Popen([program, *told])
    try:
        wait_until(lambda: running.poll() is not None or _listens(port), "nginx listens")
        assert running.poll() is None, (folder / "start.log").read_text()
        yield f"http://127.0.0.1:{port}{PREFIX}"
    finally:
        running.terminate()
        running.wait(HANG_SECONDS)


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=HANG_SECONDS).close()
    except OSError:
        return False
    return True


def test_behind_nginx_that_takes_the_path_off_the_api_a_picture_and_a_file_answer(settings, tmp_path):
    with served(settings) as upstream, nginx(tmp_path / "n", f"{upstream}/") as site:
        for address in ("/", "/om", "/api/v1/places", "/halsa", "/hamta/arbetsloshet.csv", "/faktablad/2321"):
            with urllib.request.urlopen(site + address, timeout=HANG_SECONDS) as answer:
                assert answer.status == 200
        with urllib.request.urlopen(f"{site}/api", timeout=HANG_SECONDS) as answer:
            assert answer.url == f"{site}/oppna-data"


@pytest.mark.browser
def test_behind_nginx_that_passes_the_path_on_a_browser_goes_from_page_to_page_and_to_the_meeting(settings, tmp_path):
    with served(settings) as upstream, nginx(tmp_path / "n", upstream) as site, browser() as chromium:
        page = chromium.new_context().new_page()
        lost, asked = [], []
        page.on("response", lambda one: lost.append((one.status, one.url)) if one.status >= 400 else None)
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{site}/indikator/arbetsloshet")
        settle(page)
        assert page.locator(".main-svg").count() > 0
        page.get_by_role("link", name="Åre", exact=True).first.click()
        page.wait_for_url(f"{site}/indikator/arbetsloshet?region=2321")
        settle(page)
        assert any("/_sida?" in one for one in asked)
        page.goto(f"{site}/mote/{MEETING_DAY}")
        page.wait_for_selector(".main-svg", state="attached")
        assert lost == []
        outside = [one for one in asked if not one.startswith((f"{site}/", "data:", "blob:"))]
        assert outside == []
