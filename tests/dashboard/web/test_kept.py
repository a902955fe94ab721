"""Files with a hash of their content in their name: kept for good, compressed beforehand, never an old one's."""

import re

import brotli
import pytest
from flask import Flask

from dashboard.web import bundled as kept
from dashboard.web.app import create_app
from dashboard.web.dash_names import without_unused
from loaders.settings import Settings


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "COMPRESSED", tmp_path)
    kept.beforehand.cache_clear()
    yield kept.Files()
    kept.beforehand.cache_clear()


@pytest.fixture
def client(files):
    server = Flask("kept")
    kept.send_compressed(server)
    files.serve(server)
    return server.test_client()


def test_a_file_has_another_address_when_its_content_changes_and_is_kept_for_a_year(files, client, tmp_path):
    (tmp_path / "a.css").write_text("a { color: red }", encoding="utf-8")
    before = files.add("a.css", tmp_path / "a.css")
    answer = client.get(before)
    assert re.fullmatch(r"/_fil/a\.[0-9a-f]{16}\.css", before)
    assert (answer.text, answer.mimetype, answer.cache_control.max_age) == ("a { color: red }", "text/css", 31_536_000)
    assert answer.cache_control.immutable
    (tmp_path / "a.css").write_text("a { color: blue }", encoding="utf-8")
    assert files.add("a.css", tmp_path / "a.css") != before
    assert client.get(before).text == "a { color: blue }" and client.get(before).cache_control.no_cache


def test_what_was_compressed_beforehand_is_sent_to_whom_takes_it(files, client):
    content = b"a { color: red }" * 100
    address = files.add("a.css", lambda: content)
    assert client.get(address, headers={"Accept-Encoding": "br"}).data == content  # nothing was compressed
    kept.beforehand.cache_clear()
    (kept.COMPRESSED / f"{kept.hash_of(content)}.br").write_bytes(brotli.compress(content, quality=11))
    sent = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert sent.headers["Content-Encoding"] == "br" and brotli.decompress(sent.data) == content
    assert "Accept-Encoding" in sent.headers["Vary"]
    assert client.get(address).data == content


def test_everything_a_page_loads_is_kept_for_good(tmp_path):
    client = create_app(Settings(data=tmp_path)).server.test_client()
    for page in ("/", "/moten"):
        addresses = re.findall(r'(?:src|href|plotly)"?[=:] ?"(/_[^"]+)"', client.get(page).text)
        assert any("lanspuls" in one for one in addresses)
        for address in addresses:
            assert client.get(address).cache_control.max_age == 31_536_000, address


def test_scripts_that_nothing_uses_are_not_sent(tmp_path):
    dash = '<script src="/_d/deps/polyfill@7.v1.min.js"></script>\n<script src="/_d/dash_table/bundle.js"></script>\n'
    dash += '<script src="/_d/dcc/a.js"></script>'
    kept = '<script src="/_d/dcc/a.js"></script>'
    assert without_unused(dash, "/_fil/g.js") == f'<script src="/_fil/g.js"></script>\n{kept}'
    assert without_unused(dash, None) == f'<script src="/_d/deps/polyfill@7.v1.min.js"></script>\n{kept}'
    page = create_app(Settings(data=tmp_path)).server.test_client().get("/om").text
    sent = re.findall(r'<script src="([^"]+)"', page)
    assert len(sent) >= 6 and [address for address in sent if "dash_table" in address] == []
