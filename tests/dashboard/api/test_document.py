"""The OpenAPI document, the page that shows it, and the page that tells how to ask."""

import re
from urllib.parse import parse_qsl

import pytest

from dashboard.api import PREFIX, all_resources
from dashboard.pages import open_data
from dashboard.web.app import create_app
from lanspuls import read
from tests.dashboard.addresses import made_site
from tests.dashboard.api.site import small_site
from tests.dashboard.browsing import browser, served
from tests.shared import REPOSITORY


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).server.test_client()


@pytest.fixture(scope="module")
def document(client):
    return client.get(f"{PREFIX}/openapi.json").json


def references(found) -> set[str]:
    if isinstance(found, dict):
        return (
            {found["$ref"], *references([v for k, v in found.items() if k != "$ref"])}
            if "$ref" in found
            else (references(list(found.values())))
        )
    return set().union(*map(references, found)) if isinstance(found, list) else set()


def test_the_document_is_openapi_3_1_and_names_nothing_that_is_not_there(document):
    assert document["openapi"] == "3.1.0" and document["info"]["title"] == "Länspuls öppna data"
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= known
    names = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(set(names)) == len(names)


def test_every_resource_is_in_it_with_its_words_answers_and_problems(document):
    for resource in all_resources():
        told = document["paths"][PREFIX + re.sub(r"<(\w+)>", r"{\1}", resource.address)]["get"]
        assert told["summary"] == resource.title_sv and told["description"] == resource.tells_sv
        words = {one["name"]: one for one in told["parameters"]}
        assert set(words) == {*resource.query.model_fields, *resource.words_sv}
        assert all(one["description"] for one in words.values())
        for example in resource.examples:
            assert {word for word, _ in parse_qsl(example.partition("?")[2])} <= set(words)
        assert set(told["responses"]["200"]["content"]) == {"application/json", *resource.others}
        for status in ("400", "404", "503"):
            assert list(told["responses"][status]["content"]) == ["application/problem+json"]


def test_every_open_word_of_an_address_has_an_example_that_is_answered(document, client):
    for address, methods in document["paths"].items():
        told = {one["name"]: one["example"] for one in methods["get"]["parameters"] if one["in"] == "path"}
        assert set(told) == set(re.findall(r"{(\w+)}", address))
        assert client.get(address.format(**told)).status_code == 200, address


def test_the_page_shows_every_resource_and_its_examples_as_links(client):
    text = client.get("/oppna-data").text
    for resource in all_resources():
        for example in resource.examples:
            assert f'href="{PREFIX}{example}"'.replace("&", "&amp;") in text
    for address in ("/api", "/api/v1", "/api/v1/"):
        assert client.get(address).headers["Location"] == "/oppna-data"


def test_the_examples_of_the_page_are_those_of_the_document_and_the_python_reads_the_figures(settings):
    written = (REPOSITORY / "docs/api.md").read_text(encoding="utf-8")
    for example in (open_data.PYTHON, open_data.R, open_data.EXCEL):
        assert f"\n{example}\n```" in written
    with served(settings) as address:
        found: dict = {}
        exec(compile(open_data.PYTHON.replace("https://lanspuls.example.se", address), "example", "exec"), found)
    wanted = read("arbetslöshet", "Åre", "länet", "riket", since=2024, data=settings.data)
    columns = ["period", "region_code", "region", "value", "unit", "status", "table", "synthetic"]
    assert found["frame"].sort_values(["region_code", "period"])[columns].to_dict("list") == wanted[columns].to_dict(
        "list"
    )


def test_the_viewer_has_a_policy_of_its_own_and_nothing_from_elsewhere(client):
    answer = client.get(f"{PREFIX}/docs")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', answer.text):
        assert client.get(address).status_code == 200, address
    assert client.get(f"{PREFIX}/docs/redoc.js").status_code == 404
    assert client.get(f"{PREFIX}/docs/__init__.py").status_code == 404


@pytest.mark.browser
def test_the_viewer_shows_every_operation_under_its_policy_and_asks_this_server_alone(tmp_path):
    refused, asked = [], []
    with served(made_site(tmp_path)) as address, browser() as started:
        context = started.new_context(bypass_csp=False)
        page = context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}{PREFIX}/docs")
        page.wait_for_selector(".opblock")
        assert page.locator(".opblock").count() == len(all_resources())
        context.close()
    assert refused == [] and all(url.startswith((address, "data:")) for url in asked)
