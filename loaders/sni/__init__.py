"""Sets of industries, versioned as data files: one TOML here for each, with source, date, classification and reason.

A set belongs to one classification (SNI 2007 or SNI 2025) and is never counted with figures by another.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

CLASSIFICATIONS = ("SNI2007", "SNI2025")
_BUSINESS_DIVISIONS = frozenset({*range(5, 64), *range(68, 83), 95})


@dataclass(frozen=True, slots=True)
class SniGroup:
    """Codes (digits without points; a code stands for all that begin with it) under one heading, and why."""

    title_sv: str
    codes: tuple[str, ...]
    reason_sv: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SniSet:
    """One named version of what is counted. ``names``: short Swedish names by code, made for charts.

    role_sv, extends: of a set that somebody has written, who in what role, and the set it goes out from; else empty.
    """

    id: str
    title_sv: str
    classification: str
    version: str
    date: date
    source: str
    reason_sv: str
    groups: tuple[SniGroup, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    role_sv: str = ""
    extends: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code of the set, in the order of the file."""
        return tuple(code for group in self.groups for code in group.codes)

    @property
    def digits(self) -> int:
        """How many digits a code must have at least for the set to be counted exactly."""
        return max(len(code) for code in self.codes)

    def named(self, code: str) -> str:
        """The short name of an industry: that of the longest code it begins with; empty if there is none."""
        return self.names.get(max((known for known in self.names if code.startswith(known)), key=len, default=""), "")

    def holds(self, code: str) -> bool:
        """Whether a code (digits, at least as many as the set's) is in the set."""
        return code.startswith(self.codes)


@dataclass(frozen=True, slots=True)
class Template:
    """A sector that has a name and no codes yet: nobody has decided which industries it is."""

    id: str
    title_sv: str
    reason_sv: str


@cache
def templates() -> tuple[Template, ...]:
    """The sectors without codes, by title (templates/, one TOML each)."""
    files = (one for one in (resources.files(__name__) / "templates").iterdir() if one.name.endswith(".toml"))
    found = (Template(**tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)
    return tuple(sorted(found, key=lambda one: one.title_sv))


@cache
def sni_sets() -> MappingProxyType[str, SniSet]:
    """All sets by id, those of SNI 2007 first."""
    stated = {}
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            found = tomllib.loads(file.read_text(encoding="utf-8"))
            stated[found["id"]] = found
    made = {id_: _made(found, stated) for id_, found in stated.items()}
    return MappingProxyType(dict(sorted(made.items(), key=lambda pair: (pair[1].classification, pair[0]))))


def sets_of(classification: str) -> tuple[SniSet, ...]:
    """The sets of one classification."""
    return tuple(one for one in sni_sets().values() if one.classification == classification)


def _made(found: dict[str, Any], stated: dict[str, dict[str, Any]]) -> SniSet:
    base = stated[found["extends"]]["group"] if "extends" in found else []
    groups = tuple(
        SniGroup(group["title_sv"], tuple(group["codes"]), group.get("reason_sv", ""))
        for group in [*base, *found["group"]]
    )
    names = {**stated.get(found.get("extends", ""), {}).get("names", {}), **found.get("names", {})}
    kept = {name: value for name, value in found.items() if name not in ("group", "extends", "names")}
    return SniSet(**{**kept, "reason_sv": kept["reason_sv"].strip()}, groups=groups, names=names)


def is_business(code: str) -> bool:
    """Whether a code is in *näringslivet* as SCB counts it for the circular sector: B–N and S95, without K.

    Told by division (two digits): 05–63, 68–82 and 95. These are the same in SNI 2007 and SNI 2025, where the sections
    have other letters.
    """
    return int(code[:2]) in _BUSINESS_DIVISIONS
