"""``park``: a question from the meeting is written into its file, the analyst's own until somebody approves it."""

from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from dashboard.meetings.file import parse_meeting
from dashboard.meetings.toml_file import changed_alone, read_text
from loaders.ground.errors import UsageError
from loaders.ground.files import reason_sv, write_atomically
from loaders.ground.people.files import shown_name

LONGEST_QUESTION = 500
_QUESTIONS = "fraga"


class NotKept(UsageError):
    """The meeting file cannot be read or written just now; the question is not at fault, and can be sent again."""


def park(path: Path, text: str, slide: int, place: str) -> int:
    """Add a question to a meeting file, with the slide (from 1, 0 for none) and the place then seen; how many it has.

    One that is there already is not added again: a question is sent anew where no answer came. Everything else in the
    file stays as it is written, what is saved meanwhile too. UsageError for a text that is empty or too long, and where
    the file would not be understood afterwards: then nothing is written. NotKept where it is not understood before, or
    cannot be written.
    """
    question = " ".join(text.split())
    if not question:
        raise UsageError("a question without text", "Skriv frågan först.")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(
            f"at most {LONGEST_QUESTION} characters", f"Frågan är för lång: högst {LONGEST_QUESTION} tecken."
        )
    try:
        with changed_alone(path):
            return _add(path, question, slide, place)
    except OSError as error:
        told = f"{path.name} går inte att skriva ({reason_sv(error)})."
        raise NotKept(f"{path} cannot be written: {error}", told) from error


def _add(path: Path, question: str, slide: int, place: str) -> int:
    try:
        held = read_text(path, f"there is no meeting file {path}", f"Det finns ingen mötesfil {path.name}.")
        already = parse_meeting(held, shown_name(path)).questions
    except UsageError as error:
        raise NotKept(str(error), error.message_sv) from None
    if any((one.text, one.slide, one.place) == (question, slide, place) for one in already):
        return len(already)
    document = tomlkit.parse(held)
    table = tomlkit.table()
    table.add("text", question)
    if slide:
        table.add("slide", slide)
    if place:
        table.add("place", place)
    table.add("approved", False)
    questions = document.get(_QUESTIONS)
    if not isinstance(questions, AoT):
        questions = tomlkit.aot()
        document.append(_QUESTIONS, questions)
    questions.append(table)
    written = tomlkit.dumps(document)
    parse_meeting(written, shown_name(path))
    write_atomically(path, written.encode())
    return len(questions)
