"""``lanspuls licences``: every package and file that is installed or sent to browsers, with its licence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rich.console import Console

PROGRAM = "lanspuls"
KNOWN = frozenset(
    {"Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0"}
    | {"OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib", "0BSD", "CNRI-Python"}
)
"""Licences (SPDX) under which a part may be passed on with this program, with its notice and without further duties.

MPL-2.0 asks that changed files of that part are given out; nothing of it is changed here.
"""
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
_WORDS = {
    "apache": "Apache-2.0",
    "bsd": "BSD",
    "isc": "ISC",
    "mit": "MIT",
    "mpl": "MPL-2.0",
    "mozilla": "MPL-2.0",
    "ofl": "OFL-1.1",
    "open font": "OFL-1.1",
    "psf": "PSF-2.0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One package: its version, and its licences as SPDX names; none where it states nothing that is understood."""

    name: str
    version: str
    licences: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether it may be passed on with this program: by all its licences, or by one of those it offers."""
        return bool(self.licences) and set(self.licences) <= KNOWN


def licences() -> None:
    """Lista allt som är installerat med programmet och dess licenser.

    Slutkod 1 om en licens saknas eller inte är bland de godtagna.
    """
    from dashboard.commands.source_commands import print_columns

    out = Console(highlight=False, markup=False, soft_wrap=True)
    parts = tuple(installed())
    print_columns(
        ("Paket", "Version", "Licens"), ((one.name, one.version, ", ".join(one.licences)) for one in parts), out
    )
    unknown = [one.name for one in parts if not one.is_known]
    if unknown:
        out.print(f"Licensen är inte bland de godtagna: {', '.join(unknown)}")
        raise typer.Exit(1)


def installed(root: str = PROGRAM) -> Iterator[Part]:
    """Every package that a package needs when it runs, itself among them, by name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(root, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (canonicalize_name(name), extras) in seen:
            continue
        seen.add((canonicalize_name(name), extras))
        try:
            one = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # wanted on another system, or only with an extra
        found[canonicalize_name(name)] = one
        for written in one.requires or ():
            needed = Requirement(written)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
                waiting.append((needed.name, frozenset(needed.extras)))
    for name in sorted(found):
        one = found[name]
        yield Part(name=name, version=one.version, licences=licences_of(one))


def licences_of(one: metadata.Distribution) -> tuple[str, ...]:
    """The licences a package states: its expression, else its classifiers, else the word of its old field."""
    said = one.metadata
    expression = "".join(said.get_all("License-Expression") or ())
    if expression:
        names = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
        return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    classifiers = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")
    ]
    known = tuple(dict.fromkeys(_CLASSIFIERS[name] for name in classifiers if name in _CLASSIFIERS))
    if known:
        return known
    first = "".join(said.get_all("License") or ()).strip().splitlines()[:1]
    return tuple(spdx for word, spdx in _WORDS.items() if first and re.search(rf"\b{word}", first[0], re.IGNORECASE))[
        :1
    ]
