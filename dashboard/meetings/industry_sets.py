"""``data/sni/<name>.toml``: sets of industries that people write, each by a role, on a day, for a reason.

    titel = "Utan bilverkstäder"
    roll = "Regionens analytiker"
    datum = 2026-11-27
    version = "2"
    skal = "Bilverkstäder är den största branschen i alla kommuner och döljer resten."
    indelning = "SNI2007"                    # or SNI2025
    utgar_fran = "scb_2007"                  # optional: the set it is compared with

    [[grupp]]
    titel = "Insamling och återvinning av avfall"
    koder = ["38.11", "38.12", "38.31", "38.32"]
    skal = "…"                               # optional

    [namn]                                   # optional: short names, by code
    3811 = "Insamling"

The name of the file is the word of the set in addresses. A built-in set cannot be replaced, a sector without codes can.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.meetings.toml_file import day_at, known_keys, parsed, read_text, text_at, typed
from loaders.ground import names
from loaders.ground.errors import UsageError
from loaders.ground.people.files import faults_named, in_folder
from loaders.ground.people.toml_text import Fault
from loaders.own.roles import is_a_person
from loaders.sni import CLASSIFICATIONS, SniGroup, SniSet, sni_sets

MOST_CODES = 1_000
_KEYS = ("titel", "roll", "datum", "version", "skal", "indelning", "utgar_fran", "kalla", "grupp", "namn")
_GROUP_KEYS = ("titel", "koder", "skal")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CODE = re.compile(r"\d\d(\.?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class OwnSets:
    """The sets of a folder by their file's name, and a fault for each file that is not understood."""

    sets: tuple[SniSet, ...] = ()
    problems: tuple[UsageError, ...] = ()


def read_sets(folder: Path) -> OwnSets:
    """Every set of a folder, and a fault for each file that is not understood; nothing if there is no folder."""
    found: list[SniSet] = []
    problems: list[UsageError] = []
    for path in in_folder(folder):
        if path.suffix.lower() != ".toml" or path.name.startswith("."):
            continue
        try:
            text = read_text(path, f"{path.name} leads to no file", f"{path.name} leder inte till någon fil.")
            found.append(parse_set(text, path.name))
        except UsageError as error:
            problems.append(error)
    return OwnSets(tuple(found), tuple(problems))


def parse_set(text: str, name: str) -> SniSet:
    """The set of a file's text; ``name`` is the file's. UsageError, in English and Swedish, on the first fault."""
    id_ = name.rpartition(".")[0]
    if _NAME.fullmatch(id_) is None:
        raise UsageError(
            f"{name}: the name becomes a word of addresses; use a–z, digits, - and _, at most 40",
            f"{name}: filens namn blir ett ord i länkar. Döp om den: a–z, siffror, - och _, högst 40 tecken.",
        )
    if id_ in sni_sets():
        raise UsageError(
            f"{name}: '{id_}' is the name of a built-in set; give the file another",
            f"{name}: ”{id_}” är namnet på en inbyggd lista. Döp om filen.",
        )
    with faults_named(name):
        fault, raw = parsed(text, name)
        known_keys(fault, raw, _KEYS, ())
        classification = _one_of(fault, raw, "indelning", CLASSIFICATIONS, "classification", "indelning")
        groups = _groups(fault, raw)
        return SniSet(
            id=id_,
            title_sv=_words(text_at(fault, raw, ("titel",))),
            classification=classification,
            version=_words(text_at(fault, raw, ("version",))),
            date=day_at(fault, raw, ("datum",)),
            source=_words(text_at(fault, raw, ("kalla",))) if "kalla" in raw else "",
            reason_sv=_words(text_at(fault, raw, ("skal",))),
            groups=groups,
            names=_names(fault, raw),
            role_sv=_role(fault, raw),
            extends=_extends(fault, raw, classification),
        )


def _words(text: str) -> str:
    return " ".join(text.split())


def _role(fault: Fault, raw: dict[str, Any]) -> str:
    role = _words(text_at(fault, raw, ("roll",)))
    if is_a_person(role):
        raise fault.at(
            ("roll",),
            "'roll' looks like a person's name; write a role or an organisation",
            "”roll” ser ut som ett personnamn. Skriv en roll eller en organisation.",
        )
    return role


def _one_of(fault: Fault, raw: dict[str, Any], key: str, known: tuple[str, ...], what: str, what_sv: str) -> str:
    """One of some words; UsageError with the nearest for any other."""
    said = text_at(fault, raw, (key,)).strip()
    if said in known:
        return said
    near = names.nearest(said, known)
    listed = ", ".join(known)
    raise fault.at(
        (key,),
        f"'{said}' is no {what}" + (f"; did you mean '{near}'?" if near else f"; known are {listed}"),
        f"”{said}” är ingen {what_sv}. " + (f"Menade du ”{near}”?" if near else f"Det finns {listed}."),
    )


def _extends(fault: Fault, raw: dict[str, Any], classification: str) -> str:
    if "utgar_fran" not in raw:
        return ""
    found = _one_of(fault, raw, "utgar_fran", tuple(sni_sets()), "built-in set", "inbyggd lista")
    if sni_sets()[found].classification != classification:
        raise fault.at(
            ("utgar_fran",),
            f"'{found}' is not by {classification}, and the two are never compared",
            f"”{found}” följer inte {classification}. Listor efter olika indelningar jämförs inte.",
        )
    return found


def _groups(fault: Fault, raw: dict[str, Any]) -> tuple[SniGroup, ...]:
    entries = raw.get("grupp", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise fault.at(
            ("grupp",),
            "write at least one [[grupp]] with titel and koder",
            "skriv minst en [[grupp]] med titel och koder.",
        )
    seen: dict[str, str] = {}
    return tuple(_group(fault, raw, number, seen) for number in range(len(entries)))


def _group(fault: Fault, raw: dict[str, Any], number: int, seen: dict[str, str]) -> SniGroup:
    """A group; ``seen`` are the codes before it, none of which may hold or lie within one of its own."""
    here = ("grupp", number)
    stated = raw["grupp"][number]
    known_keys(fault, stated, _GROUP_KEYS, here)
    written = typed(fault, raw, (*here, "koder"), list, 'a list such as ["45.20"]', 'en lista, till exempel ["45.20"]')
    at = (*here, "koder")
    if not written or len(written) + len(seen) > MOST_CODES:
        raise fault.at(
            at,
            f"a set has 1 to {MOST_CODES} codes, and no group is empty",
            f"varje grupp ska ha koder, och listan högst {MOST_CODES}.",
        )
    codes = []
    for one in written:
        code = code_of(one) if isinstance(one, str) else ""
        if not code:
            raise fault.at(
                at,
                f"'{one}' is no code of two to five digits within quotes, such as \"45.20\"",
                f'”{one}” är ingen kod med två till fem siffror inom citattecken, till exempel "45.20".',
            )
        within = next((other for other in seen if code.startswith(other) or other.startswith(code)), None)
        if within is not None:
            raise fault.at(
                at,
                f"'{one}' and '{seen[within]}' hold the same industries; keep one of them",
                f"”{one}” och ”{seen[within]}” innehåller samma branscher. Behåll en av dem.",
            )
        seen[code] = one
        codes.append(code)
    reason = _words(text_at(fault, raw, (*here, "skal"))) if "skal" in stated else ""
    return SniGroup(_words(text_at(fault, raw, (*here, "titel"))), tuple(codes), reason)


def _names(fault: Fault, raw: dict[str, Any]) -> Mapping[str, str]:
    stated = typed(fault, raw, ("namn",), dict, "a table [namn]", "en tabell [namn]") if "namn" in raw else {}
    found = {}
    for key in stated:
        code = code_of(key)
        if not code:
            raise fault.at(("namn", key), f"'{key}' is no code", f"”{key}” är ingen kod.")
        found[code] = _words(text_at(fault, raw, ("namn", key)))
    return found


def code_of(written: str) -> str:
    """The digits of a code as people write it: ``45.20`` is ``4520``; empty for what is none."""
    text = written.strip()
    return text.replace(".", "") if _CODE.fullmatch(text) else ""


def file_text(chosen: SniSet) -> str:
    """The file of a set, for a person to complete and keep: what only they know is to be filled in."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    lines = [
        f"titel = {quoted(chosen.title_sv)}",
        f"roll = {quoted(chosen.role_sv)}",
        f"datum = {chosen.date.isoformat()}",
        f"version = {quoted(chosen.version)}",
        f"skal = {quoted(chosen.reason_sv)}",
        f"indelning = {quoted(chosen.classification)}",
        *([f"utgar_fran = {quoted(chosen.extends)}"] if chosen.extends else []),
    ]
    for group in chosen.groups:
        codes = ", ".join(quoted(code) for code in group.codes)
        lines += ["", "[[grupp]]", f"titel = {quoted(group.title_sv)}", f"koder = [{codes}]"]
    named = [code for code in chosen.codes if code in chosen.names]
    if named:
        lines += ["", "[namn]", *(f"{code} = {quoted(chosen.names[code])}" for code in named)]
    return "\n".join(lines) + "\n"
