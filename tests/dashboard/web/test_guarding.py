"""What guards every answer: headers, hashes of what stands in the page, closed addresses, names, hidden templates."""

import base64
import hashlib
import logging
import re

import pytest

from dashboard.web import documents
from dashboard.web.app import create_app
from loaders.settings import Settings
from tests.dashboard.addresses import ADDRESSES, FAULTY_ADDRESSES, made_site

INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(made_site(tmp_path_factory.mktemp("guarded")), shows_drafts=True).server.test_client()


@pytest.mark.parametrize("address", (*ADDRESSES, *FAULTY_ADDRESSES))
def test_every_script_that_stands_in_a_page_is_known_by_its_hash(client, address):
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)[1].split()
    assert "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts
    for attributes, text in INLINE.findall(answer.text):
        if "application/json" not in attributes:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in scripts
    assert not re.search(r"<[^>]+\son\w+=", answer.text)


@pytest.mark.parametrize(
    "address",
    ("/", "/moten", "/mote/2026-11-30", "/halsa", "/_sida?adress=/", "/nosuch", "/assets/lanspuls.css"),
)
def test_every_answer_binds_the_browser(client, address):
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] and "Server" not in headers and "Set-Cookie" not in headers
    assert "Date" not in headers  # the server writes it, once


@pytest.mark.parametrize(
    "address",
    [
        "/_dash-component-suites/dash/nosuch.js",
        "/_dash-component-suites/plotly/../../etc/passwd",
        "/_dash-component-suites/nosuch/x.js",
        "/_dash-component-suites/os/x.js",
        "/_dash-component-suites/",
        "/_dash-update-component",
        "/_reload-hash",
        "/_dash-nosuch",
        "/mote-filer/mote.html",
        "/mote-filer/base.html",
        "/mote-filer/tabeller.html",
        "/mote-filer/..%2fmote.html",
        "/_fil/nosuch.0000.css",
        "/_fil/mote.0000.html",
        "/_fil/lanspuls.css",
        "/_skript/x/nosuch.js",
        "/assets/nosuch.css",
        "/assets/vendor/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_is_not_found_and_fills_no_log(client, caplog, address, method):
    with caplog.at_level(logging.WARNING):
        assert client.open(address, method=method).status_code in (404, 405)
    assert caplog.records == []


def test_the_scripts_that_pages_name_are_there(client):
    for address in ("/", "/mote/2026-11-30"):
        text = client.get(address).text
        for found in re.findall(r"""(?:src|href)=["'](/(?:_dash|_skript|_fil|mote-filer|assets)[^"']+)""", text):
            assert client.get(found.replace("&amp;", "&")).status_code == 200, found


def test_the_text_of_an_address_ends_no_script(client):
    for text in ("/x<!--<script>", "/x</script><b>", "/x]]>&\u2028"):
        page = client.get(text).text
        assert page.count("<script") == client.get("/x").text.count("<script")
        assert "<!--" not in page.split('id="forsta-sidan">')[1].split("</script>")[0]


def test_only_the_names_of_the_settings_are_answered(tmp_path):
    client = create_app(Settings(data=tmp_path, hosts=("lanspuls.example.se", ".region.se"))).server.test_client()
    for name, status in (
        ("lanspuls.example.se", 200),
        ("lanspuls.example.se:8050", 200),
        ("stat.region.se", 200),
        ("other.example", 400),
        ("lanspuls.example.se.evil.example", 400),
        ("", 400),
    ):
        answer = client.get("/halsa", headers={"Host": name})
        assert answer.status_code == status, name
    assert "Begäran gick inte att förstå" in answer.text


def test_sheets_of_documents_are_the_only_files_of_their_folder(client):
    for path in sorted(documents.SCRIPTS.folder.iterdir()):
        if path.is_file():
            status = client.get(f"/_fil/{path.stem}.0000{path.suffix}").status_code
            assert (status == 200) == (path.suffix == ".css"), path.name
