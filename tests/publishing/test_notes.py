"""The speaker's notes beside an edition that is published from where the meeting is prepared."""

from datetime import UTC, datetime

from dashboard.editing.publishing import Asked, publish_draft
from dashboard.editions.content import Kind
from dashboard.editions.written import Editions
from loaders.ground.clock import read_day
from loaders.settings import Settings
from tests.dashboard.made import made_store
from tests.editions.fixture import DAY, MEETING, material_of, write_published


def test_an_edition_whose_notes_cannot_be_written_is_told_as_published(tmp_path):
    settings = Settings(data=tmp_path)
    made_store(settings.store_dir)
    write_published(settings)
    path, reports = settings.meetings_dir / f"{DAY}.toml", tmp_path / "reports"
    path.write_text(MEETING.replace('"Påhittad prognos ur chatten"', '"Prognosen"'), encoding="utf-8")
    reports.write_text("en fil där mappen skulle vara", encoding="utf-8")
    asked, now = Asked(Kind.ADDITION, with_notes=True), datetime(2026, 12, 1, 7, tzinfo=UTC)
    told = publish_draft(path, material_of(settings, settings.editions_dir), now, asked, reports)["told"]
    assert told.startswith("Utgåva 2, tillägg, är publicerad. ")
    assert " Anteckningarna kunde inte skrivas: " in told
    assert Editions(settings.editions_dir).numbers(read_day(DAY)) == (1, 2)
