"""Whatever is asked for, by whatever method, is answered: never with 500, and never with a traceback in the log."""

import json
import logging
from datetime import date
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.web.app import create_app
from tests.attack.requests import HOSTILE, Request, requests_of
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.editions.fixture import publish_without_drawings


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = made_site(tmp_path_factory.mktemp("hostile"))
    publish_without_drawings(settings, MEETING_DAY)
    return create_app(settings, shows_drafts=True).server.test_client()


def status_of(client, asked: Request) -> int:
    path, _, query = asked.target.partition("?")
    handed_on = unquote_to_bytes(quote(path, safe="/%")).decode("latin-1")  # as a server hands a path on
    answer = client.open(
        environ_overrides={"PATH_INFO": handed_on},  # the client would read a path as an address, // as a host
        query_string=query,
        method=asked.method,
        data=asked.body,
        content_type=asked.content_type,
    )
    return answer.status_code


def test_what_once_gave_500_is_answered(client, caplog):
    with caplog.at_level(logging.ERROR):
        found = {(asked.method, asked.target, asked.body[:60]): status_of(client, asked) for asked in HOSTILE}
    assert len(found) > 600 and {asked: status for asked, status in found.items() if status >= 500} == {}
    assert caplog.records == []


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(asked=requests_of("2026-11-30"))
def test_whatever_is_asked_is_answered(client, asked):
    assert status_of(client, asked) < 500


@pytest.mark.parametrize("path", ["//..", "////..", "//[", "/a:b@c", "//:99999999/", "http://[/", "/%00//å"])
def test_a_path_that_looks_like_an_address_is_a_path(client, path):
    assert status_of(client, Request(path, "GET", b"", "")) in (200, 301, 302, 308, 400, 404)


def test_days_and_periods_too_far_away_are_told_so(client):
    for word in ("per=9999-12-31", "per=0001-01-01", "per=1899-12-31", "per=2200-01-01"):
        assert "ligger för långt bort. Välj ett år från 1900 till 2199." in client.get(f"/?{word}").text
    for word in ("fran=0000-01", "till=9999-12"):
        assert "ligger för långt bort" in client.get(f"/indikator/arbetsloshet?{word}").text
    for day in (date(1900, 1, 1), date(2199, 12, 31)):
        assert client.get(f"/?per={day}").status_code == 200


def test_a_body_nested_without_end_is_a_sentence(client):
    answer = client.post("/mote/2026-11-30/1/pdf", data="[" * 200_000, content_type="application/json")
    assert (answer.status_code, json.loads(answer.text)["message"][:27]) == (400, "Begäran gick inte att läsa.")
