"""``data/arshjul.toml``: the region's own questions of the year, each for one or several months.

    [[question]]
    months = ["februari"]
    question = "Vilka flyttar hit, och varifrån?"
    link = "/indikator/folkokning?matt=delar"       # or links, box, kind: the keys of a slide of figures

The months that nobody asks anything of keep our questions. Two questions of one month are two slides, as written.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import tomlkit

from dashboard.meetings.keys import Keys
from dashboard.meetings.slides import DEFAULT, all_kinds
from dashboard.meetings.toml_file import known_keys, parsed, read_text, typed
from dashboard.meetings.wheel import Question, Wheel
from loaders.ground.errors import UsageError
from loaders.ground.people.files import faults_named, shown_name

MONTHS: Final[Mapping[str, int]] = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8,
    "september": 9, "oktober": 10, "november": 11, "december": 12,
}  # fmt: skip
LONGEST_QUESTION = 300
MOST_OF_A_MONTH = 3
"""Slides that a month's question may have: the segment is an hour's part."""
_PART = "question"
_KINDS = (DEFAULT, "summary")
"""Kinds of slides that are made of figures alone."""


def read_wheel(path: Path, county: str) -> Wheel:
    """The file beside its faults, each with the file, the line and what to write; nothing if there is no file.

    county: the place of links that name none.
    """
    if not os.path.lexists(path):
        return Wheel()
    name = shown_name(path)
    try:
        text = read_text(path, f"{name} leads to no file", f"{name} leder inte till någon fil.")
    except UsageError as error:
        return Wheel(problems=(error,))
    return wheel_in(text, name, county)


def wheel_in(text: str, name: str, county: str) -> Wheel:
    """The same of the text of such a file; ``name`` is what error messages call it."""
    own: dict[int, tuple[Question, ...]] = {}
    problems: list[UsageError] = []
    try:
        with faults_named(name):
            fault, raw = parsed(text, name)
            known_keys(fault, raw, (_PART,), ())
            listed = raw.get(_PART, [])
            if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
                raise fault.at((_PART,), f"write [[{_PART}]]", f"skriv [[{_PART}]] med dubbla hakparenteser.")
    except UsageError as error:
        return Wheel(problems=(error,))
    for number in range(len(listed)):
        try:
            with faults_named(name):
                keys = Keys(fault=fault, raw=raw, number=number, county=county, part=_PART)
                asked, months = _question(keys), _months(keys)
                if full := next((month for month in months if len(own.get(month, ())) == MOST_OF_A_MONTH), 0):
                    raise keys.wrong(
                        "months",
                        f"month {full} has {MOST_OF_A_MONTH} questions already",
                        f"{list(MONTHS)[full - 1]} har redan {MOST_OF_A_MONTH} frågor, som är det mesta.",
                    )
                own |= {month: (*own.get(month, ()), asked) for month in months}
        except UsageError as error:
            problems.append(error)
    return Wheel(own, tuple(problems))


def _question(keys: Keys) -> Question:
    word = keys.text("kind") if "kind" in keys else DEFAULT
    if word not in _KINDS:
        listed = " eller ".join(_KINDS)
        raise keys.wrong(
            "kind",
            f"a question is shown by a slide of figures, not '{word}'; write {' or '.join(_KINDS)}",
            f"en fråga visas av en bild med siffror, inte ”{word}”. Skriv {listed}, eller ta bort raden.",
        )
    kind = all_kinds()[word]
    keys.known(("months", "question", "kind", *kind.keys))
    asked = " ".join(keys.text("question").split())
    if len(asked) > LONGEST_QUESTION:
        raise keys.wrong(
            "question",
            f"the question has {len(asked)} characters; at most {LONGEST_QUESTION}",
            f"frågan har {len(asked)} tecken, högst {LONGEST_QUESTION} går.",
        )
    kind.read(keys)
    shown: dict[str, Any] = {key: keys.table[key] for key in ("kind", *kind.keys) if key in keys}
    return Question(tomlkit.dumps(shown).rstrip("\n"), asked)


def _months(keys: Keys) -> tuple[int, ...]:
    """The months of a question, each once. UsageError with the nearest for a word that is none."""
    written = typed(
        keys.fault,
        keys.raw,
        (keys.part, keys.number, "months"),
        list,
        'a list of months such as ["april", "maj"]',
        'en lista med månader, till exempel ["april", "maj"]',
    )
    found: dict[int, None] = {}
    for one in written:
        word = one.strip().lower() if isinstance(one, str) else str(one)
        if word not in MONTHS:
            near = get_close_matches(word, MONTHS, n=1)
            raise keys.wrong(
                "months",
                f"'{one}' is no month" + (f"; did you mean '{near[0]}'?" if near else "; write januari to december"),
                f"”{one}” är ingen månad. " + (f"Menade du ”{near[0]}”?" if near else "Skriv januari till december."),
            )
        found[MONTHS[word]] = None
    if not found:
        raise keys.wrong("months", "no month is named", "ingen månad är nämnd.")
    return tuple(found)
