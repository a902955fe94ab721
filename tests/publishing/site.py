"""A folder with a published meeting, for the tests of what becomes of it afterwards."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from werkzeug.test import Client

from dashboard.editions.content import Edition
from dashboard.editions.written import BODY, Editions
from dashboard.meetings.file import load_meeting
from dashboard.publishing.publish import publish
from dashboard.web.app import create_app
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.made import add_revision
from tests.editions.fixture import DAY, MOMENT, TODAY, made_meeting, material_of

LATER = datetime(2027, 1, 20, 7, 0, tzinfo=UTC)
PLACE, MONTH = "23", "2026-08"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def draw(figures):
    """A picture of each figure, as quick as can be."""
    return [SVG for _ in figures]


@dataclass(frozen=True)
class Site:
    """A folder with a published meeting, and the pages over it as visitors have them."""

    settings: Settings

    def copied(self, folder: Path) -> "Site":
        """The same in a folder of a test's own."""
        shutil.copytree(self.settings.data, folder / "data")
        return Site(Settings(data=folder / "data", public_url=self.settings.public_url))

    @property
    def client(self) -> Client:
        return create_app(self.settings).server.test_client()

    @property
    def editions(self) -> Editions:
        return Editions(self.settings.editions_dir)

    def newest(self) -> Edition:
        return self.editions.edition(self.editions.newest(date.fromisoformat(DAY)))

    def written(self) -> dict[str, str]:
        """Every file of every edition with the hash of its bytes."""
        return {
            str(path.relative_to(self.settings.editions_dir)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.settings.editions_dir.rglob("*"))
            if path.is_file()
        }

    def body(self, number: str = "") -> str:
        answer = self.client.get(f"/mote/{DAY}{number}")
        assert answer.status_code == 200
        key = self.editions.key(DAY, number.strip("/"))
        body = main_of(answer.text)
        assert body == self.editions.read(key, BODY).decode().strip()
        return body


def main_of(text: str) -> str:
    """What stands in <main>, which is the edition's own."""
    found = re.search(r"<main.*</main>", text, re.DOTALL)
    assert found is not None
    return found[0]


def published(folder: Path) -> Site:
    """The fixture's meeting, published."""
    settings = made_meeting(folder)
    material = material_of(settings)
    meeting = load_meeting(settings.meetings_dir / f"{DAY}.toml", TODAY)
    publish(meeting, material, settings.editions_dir, MOMENT, draw=draw)
    return Site(settings)


def revise(settings: Settings) -> dict[tuple[str, str], tuple[str, str]]:
    """Revise two cells that the meeting shows; (measure, place) → the number as it was shown and as it is now."""
    store = Store(settings.store_dir)
    add_revision(store, "population", {(PLACE, MONTH): 132_750}, at=LATER)
    add_revision(store, "unemployment_rate", {("2321", MONTH): 9.9}, at=LATER)
    return {("Folkmängd", "Jämtlands län"): ("132 800", "132 750"), ("Arbetslöshet", "Åre"): ("", "9,9")}
