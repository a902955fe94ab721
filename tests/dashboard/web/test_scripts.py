"""The browser's code on its way: one version at a time, and everything a page imports at an address of that version."""

import re

import pytest
from flask import Flask

from dashboard.web import app, documents
from dashboard.web.scripts import Scripts


@pytest.fixture
def scripts(tmp_path):
    (tmp_path / "start.js").write_text('import { one } from "./beside.js";', encoding="utf-8")
    (tmp_path / "beside.js").write_text("export const one = 1;", encoding="utf-8")
    (tmp_path / "start.css").write_text("", encoding="utf-8")
    return Scripts(tmp_path, "/_skript", "start.js")


@pytest.fixture
def client(scripts):
    server = Flask("scripts")
    scripts.serve(server)
    return server.test_client()


def test_every_address_is_another_when_one_module_is(scripts):
    before = scripts.tags().splitlines()
    (scripts.folder / "beside.js").write_text("export const one = 2;", encoding="utf-8")
    assert not set(before) & set(scripts.tags().splitlines())


def test_a_page_starts_one_module_and_fetches_the_others_beside_it(scripts):
    assert scripts.tags().splitlines() == [
        f'<link rel="modulepreload" href="/_skript/{scripts.version}/beside.js">',
        f'<script type="module" src="/_skript/{scripts.version}/start.js"></script>',
    ]


def test_a_module_is_a_script_that_may_be_kept_for_a_year(scripts, client):
    answer = client.get(f"/_skript/{scripts.version}/beside.js")
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/javascript", "export const one = 1;")
    assert answer.cache_control.max_age == 31_536_000


def test_a_page_of_an_earlier_version_gets_the_code_as_it_is_now_and_does_not_keep_it(client):
    answer = client.get("/_skript/000000000000/beside.js")
    assert (answer.text, answer.cache_control.max_age) == ("export const one = 1;", 0)


@pytest.mark.parametrize("name", ["none.js", "start.css", "../start.js", "%2e%2e%2fstart.js"])
def test_nothing_but_the_modules_is_answered(client, name):
    assert client.get(f"/_skript/000000000000/{name}").status_code == 404


@pytest.mark.parametrize("scripts", [app.SCRIPTS, documents.SCRIPTS], ids=["pages", "meeting"])
def test_what_a_page_fetches_ahead_is_what_its_modules_import(scripts):
    imported = set()
    for path in scripts.folder.glob("*.js"):
        if path.name in scripts.later:
            assert path.name not in scripts.tags()
            continue
        imported |= set(re.findall(r'^import .*?from "\./([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    fetched = re.findall(r'modulepreload" href="[^"]+/([^"/]+)"', scripts.tags())
    assert imported == set(fetched) and scripts.entry not in imported
