"""The documents behind the help: which there are, their text and pictures, as a clone or a wheel carries them.

A clone reads ``docs/`` and the documents beside it; a wheel carries copies of them below this folder
(building/backend.py), by the same names.
"""

import re
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.forms import vendored

ADDRESS = "/hjalp/"
"""What the address of every document begins with."""
SWEDISH = "docs/hjalp"
"""The folder of what is written for readers and analysts; the others are English, for developers and operators."""
PATTERNS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md", "docs/hjalp/*.md", "docs/pictures/*.png")
"""What a wheel carries, from the root of a clone."""
_HERE = Path(__file__).resolve().parent
_CLONE = _HERE.parents[2]
ROOT = _CLONE if (_CLONE / SWEDISH).is_dir() else _HERE / "carried"
_PNG_SIZE = slice(16, 24)
"""Where a PNG file says its width and height."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its path from the root of a clone, its title, and its Markdown."""

    path: str
    title: str
    text: str

    @property
    def word(self) -> str:
        """Its word in addresses."""
        return Path(self.path).stem.lower()

    @property
    def address(self) -> str:
        """Where it is read."""
        return ADDRESS + self.word

    @property
    def is_swedish(self) -> bool:
        """Whether it is written in Swedish."""
        return self.path.startswith(f"{SWEDISH}/")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a document: its name among kept files, its file, width and height in pixels."""

    name: str
    file: Path
    width: int
    height: int

    @property
    def address(self) -> str:
        """Where it is served, which changes with it."""
        return vendored.address_of(self.name, self.file.read_bytes())


@cache
def documents() -> dict[str, Document]:
    """All documents by their word in addresses, the Swedish ones first."""
    found = [one for pattern in PATTERNS if pattern.endswith(".md") for one in sorted(ROOT.glob(pattern))]
    read = [_read(path) for path in sorted(found, key=lambda path: path.parent != ROOT / SWEDISH)]
    return {one.word: one for one in read}


@cache
def pictures() -> dict[str, Picture]:
    """All pictures by their path from the root of a clone."""
    found = {}
    for path in sorted((ROOT / "docs" / "pictures").glob("*.png")):
        width, height = struct.unpack(">II", path.read_bytes()[:24][_PNG_SIZE])
        found[f"docs/pictures/{path.name}"] = Picture(f"hjalp-{path.name}", path, width, height)
    return found


def _read(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    if heading is None:
        raise ValueError(f"{path.name} has no heading of the first order")
    return Document(path.relative_to(ROOT).as_posix(), heading[1].replace("`", ""), text)
