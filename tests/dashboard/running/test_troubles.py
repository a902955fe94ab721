"""When publishers are asked and what people are told: moments and states in, moments and messages out."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.commands.running.limits import Limits
from dashboard.commands.running.lines import Delivered, Line, Message, Prepared, read_line, written
from dashboard.commands.running.looking import next_look, next_verify, pause_seconds
from dashboard.commands.running.remembered import Remembered, remember, remembered
from dashboard.commands.running.sending import send
from dashboard.commands.running.troubles import (
    WAYS,
    Letter,
    SourceState,
    next_letters,
    part_trouble,
    posted,
    source_trouble,
    to_tell,
    tried,
)
from loaders.settings import Settings
from tests.dashboard.running.commanded import webhook
from tests.loaders.http.mailbox import mail_server

NOW = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # 08:00 in Sweden
LATE = source_trouble(SourceState(source="scb", name="SCB", late=("Arbetslöshet, september 2026 (TAB6260)",)))
BROKEN = source_trouble(SourceState(source="scb", name="SCB", broken=("TAB6260: Källan gick inte att nå.",)))


def told_of(*steps):
    """What is told when, of troubles at hours from the beginning: [(hour, subject)]."""
    found, told = [], {}
    for hours, troubles in steps:
        messages, told = to_tell(told, troubles, NOW + timedelta(hours=hours), lambda _: True)
        found += [(hours, message.subject) for _, message in messages]
    return found


def test_a_trouble_is_told_once_another_of_the_same_after_twelve_hours_and_once_that_it_is_over():
    assert told_of((0, [LATE]), (1, [LATE]), (30, [LATE]), (31, [])) == [
        (0, "Länspuls: SCB är sen"),
        (31, "Länspuls: SCB är i ordning igen"),
    ]
    assert told_of((0, [LATE]), (1, [BROKEN]), (12, [BROKEN]), (13, [BROKEN])) == [
        (0, "Länspuls: SCB är sen"),
        (12, "Länspuls: SCB går inte att hämta"),
    ]


def test_what_comes_and_goes_is_told_twice_in_twelve_hours_at_most():
    comes_and_goes = [(hours, [BROKEN] if hours % 2 == 0 else []) for hours in range(12)]
    assert told_of(*comes_and_goes) == [
        (0, "Länspuls: SCB går inte att hämta"),
        (1, "Länspuls: SCB är i ordning igen"),
    ]


def test_each_source_and_part_is_told_of_by_itself():
    other = source_trouble(SourceState(source="kolada", name="Kolada", broken=("N00945: Källan sa nej.",)))
    assert [subject for _, subject in told_of((0, [LATE]), (1, [LATE, other, part_trouble("prepare 20", "föll")]))] == [
        "Länspuls: SCB är sen",
        "Länspuls: Kolada går inte att hämta",
        "Länspuls: förberedelsen av mötet i län 20 har stannat",
    ]


def test_that_something_is_over_is_not_told_before_anybody_has_looked():
    _, told = to_tell({}, [LATE], NOW, lambda _: True)
    assert to_tell(told, [], NOW + timedelta(hours=1), lambda _: False) == ((), told)


def test_a_letter_goes_by_each_way_of_its_own_and_a_newer_takes_its_place():
    letter = Letter(key="kalla-scb", message=LATE.message, at=NOW)
    limits = Limits(letter_pause=60, longest_letter_pause=600)
    (left,) = tried([letter], letter, Delivered(ways=("fil", "webhook"), fault="E-post: nej"), NOW, limits)
    assert (left.ways, left.tries, left.at - NOW, left.fault) == (("e-post",), 1, timedelta(seconds=60), "E-post: nej")
    assert next_letters([left], NOW) == () and next_letters([left], NOW + timedelta(minutes=1)) == (left,)
    newer = Letter(key="kalla-scb", message=BROKEN.message, at=NOW)
    other = Letter(key="kalla-scb", region="20", message=LATE.message, at=NOW)
    assert posted([left, other], newer) == (other, newer)
    assert tried([newer], left, Delivered(ways=("e-post",)), NOW, limits) == (newer,)
    assert tried([left], left, Delivered(ways=("e-post",)), NOW, limits) == ()
    draft = Letter(key="utkast", message=LATE.message, at=NOW + timedelta(minutes=1))
    assert next_letters([left, other, newer, draft], NOW + timedelta(minutes=1)) == (draft, newer, left)


def test_what_was_told_and_is_to_be_sent_is_remembered_and_a_spoilt_file_is_as_none(tmp_path):
    _, told = to_tell({}, [LATE, BROKEN], NOW, lambda _: True)
    kept = Remembered(told=told, letters=(Letter(key="a", message=LATE.message, at=NOW),), drafts={"20": "Text"})
    remember(tmp_path, kept)
    assert remembered(tmp_path) == kept
    (tmp_path / "runs" / "told.json").write_bytes(b'{"schema": 1, "told": []}')
    assert remembered(tmp_path) == Remembered()


def test_a_line_of_a_part_is_read_back_and_anything_else_refused():
    for line in (Line(is_ready=True), Line(fault="Nej"), Line(alive="3/61"), Line(result=Delivered(fault="Nej"))):
        assert read_line(written(line)) == line
    message = Prepared(message=Message(name="a.txt", subject="Å", text="Ö"))
    assert read_line(written(Line(result=message))).result == message
    for text in (b"", b"{}", b"[]", b'{"fetched": 3}', b'{"prepared": {"message": {"name": 1}}}', b"\xff", b"Sidorna:"):
        with pytest.raises(ValueError):
            read_line(text)


@pytest.mark.parametrize(
    ("now", "awaiting", "then"),
    [
        ("2026-11-30T06:45", True, "2026-11-30T07:00:20"),  # 08:00:20 in Sweden comes before the half hour is over
        ("2026-11-30T07:00:20", True, "2026-11-30T07:02:20"),
        ("2026-11-30T07:29:59", True, "2026-11-30T07:31:59"),
        ("2026-11-30T12:00", True, "2026-11-30T12:30"),
        ("2026-11-30T06:30", False, "2026-12-01T07:00:20"),
        ("2026-11-30T23:30", False, "2026-12-02T07:00:20"),  # after midnight in Sweden
        ("2026-07-01T12:00", False, "2026-07-02T06:00:20"),  # summer time
    ],
)
def test_publishers_are_asked_often_after_their_hours_seldom_else_and_daily_when_nothing_is_due(now, awaiting, then):
    asked = next_look(datetime.fromisoformat(f"{now}+00:00"), is_awaiting=awaiting, ask_seconds=120)
    assert asked == datetime.fromisoformat(f"{then}+00:00")


def test_all_is_read_in_the_night_to_sunday():
    assert next_verify(NOW) == datetime(2026, 12, 6, 2, 10, tzinfo=UTC)
    assert next_verify(datetime(2026, 12, 6, 2, 10, tzinfo=UTC)) == datetime(2026, 12, 13, 2, 10, tzinfo=UTC)


def test_a_pause_is_doubled_within_its_bound():
    assert [pause_seconds(fails, 30, 1800) for fails in (1, 2, 3, 7, 8, 10_000)] == [30, 60, 120, 1800, 1800, 1800]


def test_a_way_that_does_not_take_a_message_hinders_no_other(tmp_path):
    (tmp_path / "reports").write_text("no folder", encoding="utf-8")
    message = Message(name="drift-kalla-scb.txt", subject="Länspuls: SCB är sen", text="Text\n")
    with mail_server() as (mail, mails), webhook(500) as (hook, texts):
        settings = Settings(
            data=tmp_path, mail_server=mail, mail_from="puls@example.se", mail_to="it@example.se", webhook=hook
        )
        outcome = send(settings, message, WAYS)
        assert outcome.ways == ("e-post",) and len(mails) == len(texts) == 1
        assert "HTTP 500" in outcome.fault and "drift-kalla-scb.txt går inte att skriva" in outcome.fault
        assert "hemlig" not in outcome.fault
    assert send(Settings(data=tmp_path / "well"), message, WAYS) == Delivered(ways=WAYS)
    assert (tmp_path / "well/reports/drift-kalla-scb.txt").read_text("utf-8") == "Länspuls: SCB är sen\n\nText\n"
