"""Commands about people's corrections: choosing what a declared thing is called now, taking back, listing."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from loaders.fetching.doctor import Examination
    from loaders.ground.misfits import Candidate, Misfit
    from loaders.settings import Settings

    Tables = dict[tuple[str, str], Examination]
    Unfit = tuple[Examination, Misfit]

ROUNDS = 6
"""Times a person is asked anew at most, as one choice lays bare what else does not fit."""
MOST_LETTERS = {"role": 40, "reason": 300}
_MORE = "m"
_NAME = re.compile(r"(\w+@|\b[A-ZÅÄÖ]\w+[ -]+[A-ZÅÄÖ]\w+)")
_HOW = (
    "Kör lanspuls doctor --repair i en terminal och välj med siffror, eller ge valen på kommandoraden: "
    "lanspuls doctor --repair --choose 'TABELL:VARIABEL:DEKLARERAT=VALT' --role ROLL --reason ORSAK"
)


def ask_on_terminal(question: str, out: Console) -> str:
    """A person's answer to a question, from standard input. EOFError if nobody answers."""
    out.print(question, end=" ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def repair(
    settings: "Settings",
    today: date,
    ids: Sequence[str],
    chosen: Sequence[str],
    role: str,
    reason: str,
    out: Console,
    ask: Callable[[str, Console], str] = ask_on_terminal,
) -> bool:
    """Let a person choose, for all that is declared and not there, what is meant; whether nothing is left to choose.

    chosen: choices made beforehand, ``TABLE:VARIABLE:DECLARED=FOUND``; nothing is asked then. Each choice is written at
    once. UsageError for a choice that is none, without a role or reason, or where the file of choices cannot be read.
    """
    from loaders.ground.errors import UsageError
    from loaders.planning.corrections_file import read_corrections

    problems = read_corrections(settings.corrections_file).problems
    if problems:
        raise UsageError(f"mend {settings.corrections_file.name} first: {problems[0]}", problems[0])
    desk = _Desk(settings, today, out, ask, role.strip() or settings.by, reason.strip())
    tables = _examined(settings, today, ids)
    changed: Tables = {}
    if chosen:
        desk.require_role()
        desk.require_reason()
        for (one, misfit), candidate in list(_matched(chosen, _unfit(tables))):
            desk.keep(misfit, candidate)
            changed[one.source, one.table] = one
        tables |= _again(settings, today, changed, tables)
    else:
        try:
            _ask_all(desk, tables, changed)
        except EOFError:
            out.print(f"\nInget svar gavs. {_HOW}")
            _print_left(tables, out)
            return False
    return _print_result(tables, changed, out)


def take_back(settings: "Settings", number: int, today: date, out: Console) -> None:
    """Mark a choice as taken back; it stays in the file and is not used any more. UsageError if there is none."""
    from loaders.planning.corrections_file import mark_correction, read_corrections

    mark_correction(settings.corrections_file, number, "taken_back", today)
    one = next(one for one in read_corrections(settings.corrections_file).corrections if one.number == number)
    out.print(f"Rättelse {number} är återtagen: {one.told}. Raden finns kvar i {settings.corrections_file.name}.")


def print_corrections(settings: "Settings", out: Console) -> bool:
    """List the choices there are, with what has become of each; whether the file can be read whole."""
    from loaders.ground.people.corrections import states
    from loaders.planning.corrections_file import read_corrections

    kept = read_corrections(settings.corrections_file)
    for one, state in states(kept.corrections).items():
        out.print(f"Rättelse {one.number}: {one.told}. {one.role} {one.when}: {one.reason} ({state.value})")
    for problem in kept.problems:
        out.print(f"FEL: {problem}")
    return not kept.problems


def _ask_all(desk: "_Desk", tables: "Tables", changed: "Tables") -> None:
    """Ask for everything that does not fit, and anew for what is seen then; EOFError if nobody answers."""
    skipped: set[tuple[str, ...]] = set()
    for _ in range(ROUNDS):
        picked: Tables = {}
        for one, misfit in _unfit(tables):
            if _key(misfit) in skipped:
                continue
            candidate = desk.ask_which(one, misfit)
            if candidate is None:
                skipped.add(_key(misfit))
                continue
            desk.ask_why()
            desk.keep(misfit, candidate)
            picked[one.source, one.table] = one
        if not picked:
            return
        changed |= picked
        tables |= _again(desk.settings, desk.today, picked, tables)


@dataclass(slots=True)
class _Desk:
    """One sitting: who chooses, why, and where questions go."""

    settings: "Settings"
    today: date
    out: Console
    ask: Callable[[str, Console], str]
    role: str
    reason: str

    def ask_which(self, one: "Examination", misfit: "Misfit") -> "Candidate | None":
        """The candidate a person picks by its number, None if none is to be."""
        self.out.print(f"\n{_named(misfit)} finns inte hos källan ({misfit.source}), eller finns flera gånger.")
        self.out.print(f"  gäller {', '.join(one.indicators)}")
        if not misfit.candidates:
            self.out.print("  Källan har inget att välja bland.")
            return None
        shown = misfit.likeliest
        while True:
            for number, candidate in enumerate(shown, 1):
                self.out.print(f"  {number}. {candidate}")
            more = len(misfit.candidates) - len(shown)
            told = f", {_MORE} för {more} till" if more else ""
            answer = self.ask(f"Vilken är det? 1–{len(shown)}{told}, 0 för ingen av dem:", self.out)
            if answer == _MORE and more:
                shown = misfit.candidates
            elif answer == "0":
                return None
            elif answer.isdecimal() and len(answer) < 4 and 0 < int(answer) <= len(shown):
                return shown[int(answer) - 1]
            else:
                self.out.print(f"  ”{answer}” är ingen av siffrorna.")

    def ask_why(self) -> None:
        """Role and reason, where they were not given; the same as last time if the answer is empty."""
        from loaders.ground.errors import UsageError

        while True:
            if not self.role:
                self.role = self.ask("Din roll, t.ex. analytiker (inget namn):", self.out)
            same = f" (tom rad: {self.reason})" if self.reason else ""
            self.reason = self.ask(f"Varför är det samma sak? Visas på Om statistiken{same}:", self.out) or self.reason
            try:
                self.require_role()
                self.require_reason()
                return
            except UsageError as error:
                self.out.print(f"  {error.message_sv}")
                self.role = ""

    def require_role(self) -> None:
        """UsageError unless there is a role, which reads like no person's name or address."""
        from loaders.ground.errors import UsageError

        if not self.role or len(self.role) > MOST_LETTERS["role"] or _NAME.search(self.role):
            raise UsageError(
                "say who chooses as a role, such as --role analytiker, and not as a name",
                "Ange vem som väljer som en roll, t.ex. --role analytiker, inte som ett namn.",
            )

    def require_reason(self) -> None:
        """UsageError unless there is a reason."""
        from loaders.ground.errors import UsageError

        if not self.reason or len(self.reason) > MOST_LETTERS["reason"]:
            raise UsageError(
                f"give a --reason of at most {MOST_LETTERS['reason']} letters",
                f"Ange varför med --reason, högst {MOST_LETTERS['reason']} tecken.",
            )

    def keep(self, misfit: "Misfit", candidate: "Candidate") -> None:
        """Write the choice."""
        from loaders.ground.people.corrections import choose
        from loaders.planning.corrections_file import add_correction
        from loaders.sources import source

        made = choose(
            misfit,
            candidate.name,
            candidate.label,
            by_label=source(misfit.source).labels_last,
            when=self.today,
            role=self.role,
            reason=self.reason,
        )
        kept = add_correction(self.settings.corrections_file, made)
        self.out.print(f"Rättelse {kept.number} i {self.settings.corrections_file.name}: {kept.told}.")


def _examined(settings: "Settings", today: date, ids: Iterable[str]) -> "Tables":
    from loaders.fetching.doctor import examine_all

    return {(one.source, one.table): one for one in examine_all(settings, today, ids)}


def _again(settings: "Settings", today: date, changed: "Tables", tables: "Tables") -> "Tables":
    """The tables of changed choices examined once more."""
    ids = dict.fromkeys(id_ for one in changed.values() for id_ in one.indicators)
    return {key: one for key, one in _examined(settings, today, ids).items() if key in tables} if ids else {}


def _unfit(tables: "Tables") -> "list[Unfit]":
    """Everything that does not fit, each once."""
    found = {_key(misfit): (one, misfit) for one in tables.values() for misfit in one.misfits}
    return list(found.values())


def _key(misfit: "Misfit") -> tuple[str, ...]:
    return misfit.source, misfit.table, misfit.role.value, misfit.variable, misfit.declared


def _named(misfit: "Misfit") -> str:
    where = " ".join(filter(None, (misfit.table, misfit.variable)))
    return f"{where}: det deklarerade ”{misfit.declared}”"


def _spelt(misfit: "Misfit") -> str:
    return f"{misfit.table}:{misfit.variable}:{misfit.declared}="


def _matched(chosen: Iterable[str], left: "Sequence[Unfit]") -> "Iterator[tuple[Unfit, Candidate]]":
    """Each choice with what it is about; UsageError for one that is about nothing, or names what is not there."""
    from loaders.ground.errors import UsageError

    for text in chosen:
        about = [one for one in left if text.startswith(_spelt(one[1]))]
        if not about:
            there = "; ".join(f"{_spelt(misfit)}…" for _, misfit in left) or "inget"
            raise UsageError(
                f"'{text}' is about nothing that is to be chosen; there is: {there}",
                f"”{text}” gäller inget som går att välja. Det finns: {there}",
            )
        one = max(about, key=lambda unfit: len(_spelt(unfit[1])))
        found = text.removeprefix(_spelt(one[1]))
        named = [candidate for candidate in one[1].candidates if candidate.name == found]
        named = named or [candidate for candidate in one[1].candidates if candidate.label == found]
        if len(named) != 1:
            raise UsageError(
                f"the publisher has no single '{found}'; {one[1].hint or 'there is nothing'}",
                f"Källan har inte ”{found}” exakt en gång. {one[1].hint}",
            )
        yield one, named[0]


def _print_left(tables: "Tables", out: Console) -> None:
    for _, misfit in _unfit(tables):
        likeliest = f" Troligast: {', '.join(map(str, misfit.likeliest))}." if misfit.candidates else ""
        out.print(f"Att välja: {_spelt(misfit)}…{likeliest}")


def _print_result(tables: "Tables", changed: "Tables", out: Console) -> bool:
    """Tell what fits now and what is left, and what to do next; whether nothing is left."""
    for key in changed:
        now = tables[key]
        out.print(f"{now.table}: {'det som är deklarerat finns nu' if not now.problems else 'stämmer inte än'}")
        for problem in now.problems:
            out.print(f"  FEL: {problem}")
    _print_left(tables, out)
    others = [one.table for key, one in tables.items() if one.problems and not one.misfits and key not in changed]
    if others:
        out.print(f"Går inte att välja för, se lanspuls doctor: {', '.join(others)}")
    if not changed and not others and not _unfit(tables):
        out.print("Allt som är deklarerat finns. Det finns inget att välja.")
    if changed:
        ids = dict.fromkeys(id_ for one in changed.values() for id_ in one.indicators)
        out.print(f"Hämta nu: lanspuls fetch {' '.join(ids)}")
    return not any(one.problems for one in tables.values())
