"""Editions as they were written: ``python -m tests.editions.fixture`` writes that of the present schema.

A fixture is kept for ever: later programs must read it. It is written anew only before its schema is released.
"""

import sys
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from dashboard.data import public
from dashboard.data.series import Data
from dashboard.editions import page_body
from dashboard.editions.content import SCHEMA, Edition, Kind, decoded, encoded
from dashboard.editions.written import BODY, CONTENT, Key, write
from dashboard.forms import svg
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.publishing.composing import Issue, compose
from dashboard.publishing.drawing import with_drawings
from dashboard.publishing.publish import publish
from loaders.own.history import OwnHistory
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.made import made_store

FOLDER = Path(__file__).parent
DAY = "2026-11-30"
TODAY = date(2026, 11, 27)
MOMENT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MEETING = """schema = 1
date = 2026-11-30
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"
start = 13:00:00
end = 14:00:00
held = "hybrid"
deep_dive = "Kompetensförsörjning"
mailbox = "statistik@region.example.se"
next = 2026-12-14

[[view]]
kind = "summary"
links = ["/indikator/arbetsloshet", "/indikator/sysselsattningsgrad", "/indikator/folkmangd"]
notes = "HEMLIG anteckning om inledningen"

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
box = "/indikator/folkmangd"
words = "DEMODATA. Länet jämförs med riket."
notes = "HEMLIG anteckning om arbetslösheten"

[[view]]
link = "/indikator/arbetsloshet?matt=kommuner"

[[view]]
links = ["/indikator/arbetsloshet", "/indikator/sysselsattningsgrad"]
short = false

[[view]]
link = "/indikator/folkmangd"
headline = "DEMODATA: fler bor i länet"

[[view]]
kind = "free"
headline = "DEMODATA: så kan en fri bild se ut"
text = "Varje månad har något som inte finns i databasen."
table = [["Vad", "När"], ["Påhittad etablering, 40 tjänster", "våren"]]
source = "Källa: påhittad uppgift från en deltagare. DEMODATA."

[[view]]
link = "/indikator/brp"
prepared = true

[[view]]
kind = "outlook"

[[lank]]
title = "Påhittad prognos ur chatten"
address = "https://example.se/prognos"

[[fraga]]
text = "Räknas de som pendlar till Norge?"
slide = 2
place = "2321"
answer = "De kan saknas bland de sysselsatta i SCB:s siffror."
approved = true

[[fraga]]
text = "HEMLIG fråga som ingen har godkänt"
slide = 3
"""
"""A made-up meeting with a slide of every kind; what must never be published says HEMLIG."""


def made_meeting(folder: Path) -> Settings:
    """The settings of a folder with the made-up store and that meeting."""
    made_store(folder / "store")
    settings = Settings(data=folder, public_url="https://lanspuls.example.se")
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{DAY}.toml").write_text(MEETING, encoding="utf-8")
    return settings


def publish_without_drawings(settings: Settings, day: str, moment: datetime = MOMENT) -> None:
    """Publish a meeting's file as it is, in the forms that need no browser."""
    material = material_of(settings)
    meeting = load_meeting(settings.meetings_dir / f"{day}.toml", TODAY)
    publish(meeting, material, settings.editions_dir, moment)


def material_of(settings: Settings, editions: Path | None = None) -> Material:
    """What slides are made from, on the fixture's day. editions: the folder, for who publishes there."""
    return Material(
        Data(
            Store(settings.store_dir),
            settings.county,
            today=lambda: TODAY,
            own=OwnHistory(settings.own_history_dir, settings.own_dir),
            meetings=settings.meetings_dir,
            organisation=settings.organisation,
            public=public.of(settings),
            editions=editions,
        )
    )


@cache
def edition() -> Edition:
    """The fixture of the present schema, with every figure drawn."""
    return decoded((FOLDER / f"schema-{SCHEMA}" / "edition.json").read_bytes(), "fixture")


def write_published(settings: Settings) -> None:
    """The meeting's file and the fixture as its edition, without its forms, in a data folder that has neither."""
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{DAY}.toml").write_text(MEETING, encoding="utf-8")
    shown = edition()
    files = {CONTENT: encoded(shown), BODY: page_body.body(shown, []), **page_body.body_files(shown)}
    write(settings.editions_dir, Key(shown.head.day, 1), files)


def main() -> int:
    """Write it."""
    with tempfile.TemporaryDirectory(prefix="lanspuls-edition-") as made:
        settings = made_meeting(Path(made))
        material = material_of(settings)
        meeting = load_meeting(settings.meetings_dir / f"{DAY}.toml", TODAY)
        composed = compose(meeting, material, Issue(number=1, kind=Kind.FIRST, moment=MOMENT))
        folder = FOLDER / f"schema-{SCHEMA}"
        folder.mkdir(exist_ok=True)
        (folder / "edition.json").write_bytes(encoded(with_drawings(composed, svg.draw)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
