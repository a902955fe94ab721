"""Om statistiken tells which names people have chosen, who by role, when and why, and what became of it."""

from datetime import date

from dashboard.web.app import create_app
from loaders.ground.misfits import Role
from loaders.ground.people.corrections import Correction
from loaders.planning.corrections_file import add_correction, mark_correction
from loaders.settings import Settings
from tests.dashboard.markup import plain

ONE = Correction(
    source="scb",
    table="TAB1",
    what=Role.LABEL,
    variable="Kon",
    declared="^kvinnor$",
    found="2",
    text="Kvinnor <i>",
    when=date(2026, 11, 27),
    role="analytiker",
    reason="nytt namn hos källan",
)


def test_a_choice_is_shown_with_role_day_reason_and_its_end_as_soon_as_it_is_made(tmp_path):
    settings = Settings(data=tmp_path)
    client = create_app(settings).server.test_client()
    assert "Namn som är rättade" not in client.get("/om").text
    add_correction(settings.corrections_file, ONE)
    text = plain(client.get("/om").text).replace("\u00a0", " ")
    for told in ("Namn som är rättade", "analytiker", "27 november 2026", "nytt namn hos källan", "används när"):
        assert told in text
    assert "Kvinnor <i>" not in client.get("/om").text
    mark_correction(settings.corrections_file, 1, "ended", date(2026, 12, 1))
    assert "upphörd" in plain(client.get("/om").text)
