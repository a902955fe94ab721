"""Documents are set apart: what takes too long or dies is given up, and visitors have two turns."""

from datetime import UTC, datetime

import pytest

from dashboard.forms.pdf import typesetter, typesetting
from dashboard.forms.pdf.typesetting import a_turn, set_apart
from loaders.ground.errors import ReportBusy, ReportError, ReportLate

MOMENT = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def template(tmp_path):
    def written(text: str):
        path = tmp_path / "document.typ"
        path.write_text('#set document(title: "a")\n' + text, encoding="utf-8")
        return path

    return written


ENDLESS = "#for a in range(90000) { for b in range(90000) { let sum = a + b } }"


def test_a_document_that_takes_too_much_work_is_given_up_and_blamed(template):
    with pytest.raises(ReportError, match="more than 1 s of processor time") as given_up:
        set_apart(template(ENDLESS), "{}", MOMENT, processor_seconds=1)
    assert not isinstance(given_up.value, ReportLate)


def test_a_document_that_is_late_by_the_clock_is_given_up_and_may_be_tried_again(template):
    with pytest.raises(ReportLate, match=r"not done in 0\.5 s"):
        set_apart(template(ENDLESS), "{}", MOMENT, seconds=0.5)


def test_what_typst_refuses_is_said_in_its_words(template):
    with pytest.raises(ReportError, match=r"could not be set: .*nosuch"):
        set_apart(template("#nosuch"), "{}", MOMENT)


def test_a_typesetter_that_dies_is_an_error_with_what_it_said(template, monkeypatch, tmp_path):
    dying = tmp_path / "dying.py"
    dying.write_text("raise SystemError('out of memory')", encoding="utf-8")
    monkeypatch.setattr(typesetting, "_PROGRAM", dying)
    with pytest.raises(ReportError, match="ended with code 1: SystemError: out of memory"):
        set_apart(template("a"), "{}", MOMENT)


def test_two_have_a_turn_and_the_third_is_asked_to_come_again():
    with a_turn(), a_turn(), pytest.raises(ReportBusy), a_turn():
        raise AssertionError("a third turn")
    with pytest.raises(ZeroDivisionError), a_turn():
        _ = 1 / 0
    with a_turn():
        pass


def test_the_typesetter_imports_nothing_of_ours():
    text = typesetting._PROGRAM.read_text(encoding="utf-8")
    assert "import dashboard" not in text and "from dashboard" not in text and "loaders" not in text
    assert typesetter.REFUSED not in (0, 1, 2)
