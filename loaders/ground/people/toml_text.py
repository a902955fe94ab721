"""TOML as people write it: bounded before it is parsed, and every fault told with its file and line.

One pass over the text finds where each statement stands and how much there is of everything; only what is within the
bounds goes to tomllib, whose time and depth of recursion may grow faster than the text. Both take linear time.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from loaders.ground.errors import UsageError

MOST_STATEMENTS = 50_000
MOST_VALUES = 100_000
"""Commas within the values of a file, about as many as there are values in its lists."""
MOST_NESTED = 10
"""Brackets within brackets, and parts of a key with full stops between."""
LONGEST_NUMBER = 40
LONGEST_KEY = 200
LONGEST_TEXT = 20_000

Path = tuple[str | int, ...]
"""Keys, and numbers of the items of a list from 0, from the top of a file down to a value."""

# A repeated group is never possessive: Python before 3.11.5, as Debian 12 has it, matches such groups wrongly
# (gh-106052). It need not be: its alternatives begin with different signs, so that there is one way back.
_BASIC = r'"(?:[^"\\\n]++|\\[^\n])*"'
_LITERAL = r"'[^'\n]*+'"
_SKIPPED = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_KEY = re.compile(rf"[ \t]*+(?:([A-Za-z0-9_-]++)|({_BASIC})|({_LITERAL}))[ \t]*+")
_VALUE = re.compile(
    rf"""(?P<long>\"{{3}}(?:[^"\\]++|\\.|"{{1,2}}(?!"))*"{{3,5}}|'{{3}}(?:[^']++|'{{1,2}}(?!'))*'{{3,5}})"""
    rf"""|(?P<unclosed>"{{3}}|'{{3}})|(?P<text>{_BASIC}|{_LITERAL})|(?P<comment>\#[^\n]*+)|(?P<line>\n)"""
    r"""|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<parts>[,=])"""
    r"""|(?P<bare>[^\s"'#\[\]{},=]++)|(?P<space>[ \t\r]++)|(?P<odd>.)""",
    re.DOTALL,
)
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Makes errors that name file and line. lines: the line of the statement that first sets each path."""

    name: str
    lines: Mapping[Path, int] = field(default_factory=dict)

    def at(self, path: Path, english: str, swedish: str) -> UsageError:
        """The error at a path of keys and numbers."""
        return self.at_line(self.line(path), english, swedish)

    def at_line(self, line: int, english: str, swedish: str) -> UsageError:
        """The error at a line."""
        return UsageError(f"{self.name}, line {line}: {english}", f"{self.name}, rad {line}: {swedish}")

    def line(self, path: Path) -> int:
        """Number of the line that starts the statement which first sets ``path``, or the nearest above; 1 if none."""
        return next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 1)


@dataclass(frozen=True, slots=True)
class Toml:
    """What a file states, as tomllib gives it, and the maker of errors for it."""

    fault: Fault
    stated: dict[str, Any]


def decoded(body: bytes, name: str) -> str:
    """The text of a file; UsageError where it is no UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{name}, line {line}: not UTF-8 text; save the file as UTF-8",
            f"{name}, rad {line}: texten är inte UTF-8. Spara filen som UTF-8.",
        ) from None


def parsed(text: str, name: str) -> Toml:
    """What a text states. UsageError, in English and Swedish, with the line, for no TOML and for more than may be."""
    text = text.replace("\r\n", "\n")
    lines: dict[Path, int] = {}
    fault = Fault(name, lines)
    try:
        for path, line in _Scan(text, fault).statements():
            for n in range(1, len(path) + 1):
                lines.setdefault(path[:n], line)
    except _Odd as odd:
        _refuse(text, odd.line, fault)
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error, text, fault) from None
    _check_signs(stated, fault)
    return Toml(fault, stated)


class _Odd(ValueError):
    """The scan met something that is no TOML, on a line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _no_toml(error: tomllib.TOMLDecodeError, text: str, fault: Fault) -> UsageError:
    found = _POSITION.search(str(error))
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    no_day = _no_day(text.split("\n")[line - 1]) if line <= text.count("\n") + 1 else ""
    if no_day:
        return fault.at_line(line, f"there is no day {no_day}", f"dagen {no_day} finns inte. Skriv år, månad och dag.")
    return fault.at_line(
        line, f"not valid TOML: {error}", "texten är inte giltig TOML. Är citattecken och hakparenteser i par?"
    )


def _no_day(line: str) -> str:
    """The first day without quotation marks that no calendar has, such as 2026-13-01; "" where there is none."""
    bare = re.sub(rf"{_BASIC}|{_LITERAL}|#.*", "", line)
    for written in re.findall(r"(?<![\w-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])", bare):
        try:
            date.fromisoformat(written)
        except ValueError:
            return str(written)
    return ""


def _refuse(text: str, line: int, fault: Fault) -> NoReturn:
    """The error of a text that is no TOML on a line: tomllib's own words about the text as far as that line."""
    end = 0
    for _ in range(line):
        end = text.find("\n", end) + 1 or len(text)
    try:
        tomllib.loads(text[:end])
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error, text[:end], fault) from None
    raise fault.at_line(line, "not valid TOML", "texten är inte giltig TOML. Är citattecken och hakparenteser i par?")


class _Scan:
    """One pass over a text. at, line: how far it has come. values: commas within values so far."""

    def __init__(self, text: str, fault: Fault) -> None:
        self.text = text
        self.fault = fault
        self.at = 0
        self.line = 1
        self.values = 0

    def statements(self) -> Iterator[tuple[Path, int]]:
        """The path that each header or key sets, and its line. UsageError out of bounds, _Odd for what is no TOML."""
        table: Path = ()
        newest: dict[Path, int] = {}
        for count in itertools.count(1):
            self._skip()
            if self.at >= len(self.text):
                return
            if count > MOST_STATEMENTS:
                raise self._beyond(
                    f"more than {MOST_STATEMENTS} keys; divide the file",
                    f"mer än {MOST_STATEMENTS} nycklar. Dela upp filen i flera.",
                )
            brackets = 2 if self.text.startswith("[[", self.at) else 1 if self.text.startswith("[", self.at) else 0
            self.at += brackets
            begun, parts = self.line, self._key()
            if brackets:
                table = _resolved(parts, newest, is_item=brackets == 2)
                yield table, begun
                self._expect("]" * brackets)
            else:
                yield table + parts, begun
                self._expect("=")
                self._pass_value()

    def _skip(self) -> None:
        """Pass over blank lines and comments."""
        if skipped := _SKIPPED.match(self.text, self.at):
            self.line += self.text.count("\n", self.at, skipped.end())
            self.at = skipped.end()

    def _expect(self, sign: str) -> None:
        if not self.text.startswith(sign, self.at):
            raise _Odd(self.line)
        self.at += len(sign)

    def _key(self) -> tuple[str, ...]:
        """A key's parts, those between full stops."""
        parts: list[str] = []
        while True:
            found = _KEY.match(self.text, self.at)
            if found is None:
                raise _Odd(self.line)
            self._check_key(found[0])
            parts.append(found[1] or _unquoted(found[2] or found[3], self.line))
            self.at = found.end()
            self._check_depth(len(parts))
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _pass_value(self) -> None:
        """Pass over a value and the end of its line."""
        depth = dots = 0
        while found := _VALUE.match(self.text, self.at):
            kind = found.lastgroup
            if kind in ("odd", "unclosed"):
                self._stop_at_odd(is_text=kind == "unclosed")
            if kind in ("long", "text") and len(found[0]) > LONGEST_TEXT + 6:
                raise self._beyond(
                    f"a text is longer than {LONGEST_TEXT} characters", f"en text är längre än {LONGEST_TEXT} tecken."
                )
            self.at = found.end()
            self.line += found[0].count("\n")
            if kind == "line" and depth == 0:
                return
            if kind == "bare":
                dots += found[0].count(".")
                self._check_bare(found[0])
            elif kind in ("opens", "closes", "parts"):
                dots = 0
                depth += (kind == "opens") - (kind == "closes")
                self.values += found[0] == ","
                if self.values > MOST_VALUES:
                    raise self._beyond(f"more than {MOST_VALUES} values", f"mer än {MOST_VALUES} värden.")
            self._check_depth(max(depth, dots))

    def _stop_at_odd(self, *, is_text: bool) -> NoReturn:
        """The end of the scan, at a text that is never closed or at a sign that stands nowhere in TOML."""
        if is_text and len(self.text) - self.at > LONGEST_TEXT:
            raise self._beyond(
                f"a text is never closed, or is longer than {LONGEST_TEXT} characters",
                f"en text slutar aldrig, eller är längre än {LONGEST_TEXT} tecken.",
            )
        raise _Odd(self.text.count("\n") + 1 if is_text else self.line)

    def _check_bare(self, bare: str) -> None:
        if len(bare) > LONGEST_NUMBER and bare[0] in "+-0123456789":
            raise self._beyond(
                f"a number has more than {LONGEST_NUMBER} characters", f"ett tal har mer än {LONGEST_NUMBER} tecken."
            )
        self._check_key(bare)

    def _check_key(self, written: str) -> None:
        if len(written) > LONGEST_KEY:
            raise self._beyond(
                f"a key is longer than {LONGEST_KEY} characters", f"en nyckel är längre än {LONGEST_KEY} tecken."
            )

    def _check_depth(self, depth: int) -> None:
        if depth > MOST_NESTED:
            raise self._beyond(
                f"more than {MOST_NESTED} brackets or keys within each other",
                f"mer än {MOST_NESTED} parenteser eller nycklar i varandra.",
            )

    def _beyond(self, english: str, swedish: str) -> UsageError:
        return self.fault.at_line(self.line, english, swedish)


def _unquoted(quoted: str, line: int) -> str:
    if "\\" not in quoted or quoted.startswith("'"):
        return quoted[1:-1]
    try:
        return str(tomllib.loads(f"key = {quoted}")["key"])
    except tomllib.TOMLDecodeError:
        raise _Odd(line) from None


def _resolved(parts: tuple[str, ...], newest: dict[Path, int], *, is_item: bool) -> Path:
    """A header's path: where a part of it is a list, its newest item is meant, or (``is_item``) a further one."""
    path: Path = ()
    for n, part in enumerate(parts, 1):
        path += (part,)
        if n == len(parts) and is_item:
            newest[path] = newest.get(path, -1) + 1
        if path in newest:
            path += (newest[path],)
    return path


def _check_signs(stated: dict[str, Any], fault: Fault) -> None:
    """UsageError for a text or key with control signs, which no page or document can show."""
    waiting: list[tuple[Path, Any]] = [((), stated)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), one) for key, one in value.items()]
            texts = list(value)
        elif isinstance(value, list):
            waiting += [((*path, n), one) for n, one in enumerate(value)]
            continue
        else:
            texts = [value] if isinstance(value, str) else []
        wrong = next((found for text in texts if (found := _UNSHOWN.search(text))), None)
        if wrong is not None:
            code = f"U+{ord(wrong[0]):04X}"
            raise fault.at(
                path,
                f"the text has the control sign {code}; take it away",
                f"texten har styrtecknet {code}. Ta bort det.",
            )
