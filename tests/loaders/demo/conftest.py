"""A running publisher of 22 November 2026, and a short way to ask it."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulated import FaultyPublisher, running_publisher
from tests.waiting import HANG_SECONDS

TODAY = "2026-11-22"


class Asked:
    """A publisher under test: its address, its switches, and requests without ceremony."""

    def __init__(self, url: str, publisher: FaultyPublisher) -> None:
        self.url = url
        self.publisher = publisher

    def get(self, path: str, **parameters: str | int) -> requests.Response:
        return requests.get(self.url + path, params=parameters, timeout=HANG_SECONDS)

    def post(self, table: str, selection: dict[str, list[str]], **parameters: str) -> requests.Response:
        body = {"selection": [{"variableCode": code, "valueCodes": codes} for code, codes in selection.items()]}
        return requests.post(f"{self.url}/tables/{table}/data", json=body, params=parameters, timeout=HANG_SECONDS)

    def data(self, table: str, **selection: list[str]) -> dict[str, Any]:
        answer = self.post(table, selection)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="session")
def _server() -> Iterator[Asked]:
    with running_publisher(today=TODAY, calls_per_window=100_000) as (url, publisher):
        yield Asked(url, publisher)


@pytest.fixture
def scb(_server: Asked) -> Iterator[Asked]:
    """The shared server, put right after each test."""
    yield _server
    _server.publisher.reset()
    _server.publisher.set_today(TODAY)
    _server.publisher.set_limits(150_000, 100_000, 10)


ONE_RATE = {
    "Region": ["23"],
    "Kon": ["1+2"],
    "Alder": ["20-64"],
    "Fodelseregion": ["tot"],
    "ContentsCode": ["000006II"],
    "Tid": ["2026M08"],
}
