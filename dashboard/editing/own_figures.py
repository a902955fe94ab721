"""Participants' figures by form: a statement put last in ``uppgifter.toml``, where the rest stays as it was written."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import tomlkit

from loaders.ground.errors import UsageError
from loaders.ground.files import write_atomically
from loaders.ground.people.files import Absent, read_regular
from loaders.ground.raw import Raw
from loaders.own import Own, OwnFigure, read_figures

FILE = "uppgifter.toml"
LARGEST_BYTES = 1_000_000
FIELDS = ("indicator", "place", "period", "value", "unit", "base", "organisation", "grade", "note")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def series(found: Own) -> list[dict[str, object]]:
    """What has been told before, newest first: of each thing, place and unit all its numbers across meetings."""
    groups: dict[tuple[str, str, str], list[OwnFigure]] = {}
    for one in found.figures:
        groups.setdefault((one.indicator, one.place.code, one.unit), []).append(one)
    return [
        {
            "indicator": what,
            "place": own[0].place.full_name,
            "code": code,
            "unit": unit,
            "organisation": own[0].told_by,
            "base": own[0].base_said,
            "told": [{"period": str(one.period), "said": one.said} for one in sorted(own, key=lambda f: f.period)],
        }
        for (what, code, unit), own in groups.items()
    ]


def keep(folder: Path, asked: Mapping[str, object], now: datetime) -> str:
    """Put a statement last in the file of the folder, and say what was written.

    UsageError, in English and Swedish, with what is wrong of it; nothing is written then.
    """
    path = folder / FILE
    try:
        before = read_regular(path, LARGEST_BYTES).decode("utf-8-sig")
    except Absent:
        before = "# Uppgifter från deltagare. Ett tal behöver en bas; utan bas är det ett citat.\n"
    except UnicodeDecodeError:
        raise UsageError(f"{FILE} is not UTF-8", f"{FILE} är inte UTF-8. Spara om filen.") from None
    entry = _entry(asked, now.date())
    text = f"{before.rstrip()}\n\n{entry}"
    read = read_figures(Raw(name=FILE, body=text.encode(), fetched=now))
    write_atomically(path, text.encode())
    newest = read[-1]
    return f"{newest.indicator}, {newest.place.full_name}: sparad i {FILE}"


def _entry(asked: Mapping[str, object], today: date) -> str:
    """The statement as TOML. A number is written as one, so that it can be reckoned with."""
    lines = ["[[uppgift]]"]
    for key in FIELDS:
        text = " ".join(str(asked.get(key, "") or "").split())
        if not text:
            continue
        as_number = text.replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("−", "-")
        if key in ("value", "base") and _NUMBER.fullmatch(as_number):
            lines.append(f"{key} = {as_number}")
        else:
            lines.append(f"{key} = {tomlkit.string(text).as_string()}")
    lines.append(f"when = {today.isoformat()}")
    return "\n".join(lines) + "\n"
