"""Indicators that a region declares itself: ``data/indicators/<name>.toml``, read into the same declarations as ours.

Whatever is in a file ends as an Indicator or as a UsageError with the file, the line and the nearest key; one file
never stops another. Its id is ``own_<name>`` and its URL word ``eget-<name>``, which no built-in ever has. Where
regions share a store, that of ``data/lan/20/indicators`` is ``own_20_<name>``, so that no two have one id or table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.declared.asked_of import NO_REGION
from loaders.declared.indicator import indicator_of
from loaders.declared.named import Named
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError
from loaders.ground.files import NO_DEVICE
from loaders.ground.people import toml_text
from loaders.ground.people.entry import Entry
from loaders.ground.people.files import faults_named, in_folder, read_regular, shown_name

__all__ = ["FOLDER", "NAME", "NO_REGION", "Declared", "declared_in", "read_declared"]

FOLDER = "indicators"
"""The folder's name in the data folder."""
LARGEST_FILE_BYTES = 100_000
MOST_FILES = 200
NAME = re.compile(NO_DEVICE + r"[a-z][a-z0-9-]{0,39}")
"""What a file may be called, before ``.toml``."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a folder declares. problems: one per file that is not understood; the others are there."""

    indicators: tuple[Indicator, ...] = ()
    problems: tuple[UsageError, ...] = ()


def read_declared(folder: Path, region: str = "") -> Declared:
    """All declarations of a folder, by file name; nothing where there is no such folder. Never fails.

    region: the county whose they are, where the store is that of several.
    """
    found: list[Indicator] = []
    problems: list[UsageError] = []
    for path in _files(folder, problems):
        try:
            with faults_named(shown_name(path)):
                found.append(declared_in(read_regular(path, LARGEST_FILE_BYTES), shown_name(path), region))
        except UsageError as error:
            problems.append(error)
    return Declared(tuple(found), tuple(problems))


def declared_in(body: bytes, name: str, region: str = "") -> Indicator:
    """The indicator that a file of this name declares. UsageError, in English and Swedish, on the first fault."""
    stem = name.removesuffix(".toml")
    if not NAME.fullmatch(stem):
        raise UsageError(
            f"{name}: call the file by small letters a-z, digits and hyphens, at most 40, a letter first",
            f"{name}: filens namn ska bestå av små bokstäver a–z, siffror och bindestreck, högst 40 tecken, med en "
            "bokstav först. Namnet blir sidans adress.",
        )
    found = toml_text.parsed(toml_text.decoded(body, name), name)
    return indicator_of(Named(stem, region), Entry(found.stated, found.fault))


def _files(folder: Path, problems: list[UsageError]) -> Iterator[Path]:
    paths = [path for path in in_folder(folder) if path.suffix == ".toml" and not path.name.startswith(".")]
    if len(paths) > MOST_FILES:
        problems.append(
            UsageError(
                f"{FOLDER}: {len(paths)} declarations, and at most {MOST_FILES} are read",
                f"{FOLDER}: {len(paths)} egna indikatorer, och högst {MOST_FILES} läses.",
            )
        )
    yield from paths[:MOST_FILES]
