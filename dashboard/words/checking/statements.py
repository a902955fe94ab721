"""What a headline says of a change: which way, how strongly, in which clause. Nothing is judged here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.words.checking import vocabulary

_CLAUSE = re.compile(
    r"\s*[,;:]\s+|\s+[–—-]\s+|\s+(?:men|medan|fast|samtidigt som|trots att|även om|(?<!till )och|utan)\s+|[.!?]\s+",
    re.IGNORECASE,
)
_STEP_NOUN = re.compile(r"(?:ett|nästa|första|andra|sista|viktigt|stort|steg för|litet)\s+$", re.IGNORECASE)
_BOUND = re.compile(r"\s+än\s+(?:\d|hälften|en\s|ett\s(?!år)|två|tre|fyra|fem|sex|sju|åtta|nio|tio|hundra|tusen|var\s)")
_OF_SIZE = re.compile(
    r"\s+(?:(?:företag|kommuner?|orter|bolag|grupper?|del(?:ar)?|om)\b"
    r"|\w*(?:förändring|ökning|minskning|gång|skillnad))",
    re.IGNORECASE,
)
_NEAR_WORDS = 3


class Strength(StrEnum):
    """How much a statement says that there is of a change."""

    WEAK = "weak"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said of a change.

    directions: those it leaves open: {1} of *ökade*, {0, −1} of *ökade inte*. is_same: it says that two numbers are
    alike, which is more than being usual. is_unusual: it speaks of what is usual, not of a number before. is_pace: it
    compares one growth with another (*växte långsammare*).
    """

    words: str
    start: int
    end: int
    clause: int
    directions: frozenset[int]
    strength: Strength | None = None
    strength_words: str = ""
    is_same: bool = False
    is_unusual: bool = False
    is_pace: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """A headline in parts that each say one thing: where each begins and ends."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Clauses":
        """The clauses of a text."""
        spans, start = [], 0
        for cut in _CLAUSE.finditer(text):
            spans.append((start, cut.start()))
            start = cut.end()
        spans.append((start, len(text)))
        return cls(tuple(spans))

    def at(self, position: int) -> int:
        """The number of the clause that a position lies in, or after."""
        return max((n for n, (start, _) in enumerate(self.spans) if start <= position), default=0)


def statements(text: str, clauses: Clauses, names: Iterable[tuple[int, int]]) -> list[Statement]:
    """All that is said of changes, in order. ``names``: where measures are named, whose words say nothing (folkökning).

    A question says nothing, nor does what is expected, wished or a condition.
    """
    if text.rstrip().endswith("?"):
        return []
    taken = [*names, *(match.span() for match in vocabulary.RECORD.finditer(text))]
    found: list[Statement] = []
    for pattern, directions, is_same, is_unusual in (
        (vocabulary.UNUSUAL_UP, {1}, False, True),
        (vocabulary.UNUSUAL_DOWN, {-1}, False, True),
        (vocabulary.SAME, {0}, True, False),
        (vocabulary.USUAL, {0}, False, False),
        (vocabulary.FASTER, {1}, False, False),
        (vocabulary.SLOWER, {-1}, False, False),
        (vocabulary.UP, {1}, False, False),
        (vocabulary.DOWN, {-1}, False, False),
    ):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            clause = clauses.at(match.start())
            is_pace = pattern in (vocabulary.FASTER, vocabulary.SLOWER)
            said = Statement(
                match[0],
                *match.span(),
                clause,
                frozenset(directions),
                is_same=is_same,
                is_unusual=is_unusual,
                is_pace=is_pace,
            )
            if (kept := _in_context(said, text, clauses.spans[clause])) is not None:
                found.append(kept)
    return sorted(found, key=lambda one: one.start)


def _in_context(said: Statement, text: str, span: tuple[int, int]) -> Statement | None:
    """The statement with what stands around it: a negation turns it, a strength belongs to it, a wish undoes it."""
    before, after = text[span[0] : said.start], text[said.end : span[1]]
    word = said.words.lower()
    if word == "steg" and _STEP_NOUN.search(before):
        return None
    if word in ("fler", "färre", "högre", "lägre", "större", "mindre", "mer") and _BOUND.match(after):
        return None
    if word in ("mindre", "större", "mer") and _OF_SIZE.match(after):
        return None
    near_before, near_after = _last_words(before), _first_words(after)
    if vocabulary.NOT_YET.search(near_before):
        return None
    strength, words = _strength(said, near_before, near_after)
    negated = vocabulary.NOT_BEFORE.search(before) and not vocabulary.NOT_A_NEGATION.search(text)
    if negated or vocabulary.NOT_AFTER.search(" ".join(after.split()[:2])):
        if strength is not None:
            return replace(said, directions=frozenset({-1, 0, 1}))  # *inte kraftigt* leaves all open
        return replace(said, directions=frozenset({-1, 0, 1}) - said.directions, is_same=False)
    return replace(said, strength=strength, strength_words=words)


def _strength(said: Statement, before: str, after: str) -> tuple[Strength | None, str]:
    if said.directions == {0}:
        return None, ""
    after = after if vocabulary.VERB.fullmatch(said.words) else ""
    for pattern, strength in ((vocabulary.STRONG, Strength.STRONG), (vocabulary.WEAK, Strength.WEAK)):
        found = _nearest(pattern, before, after)
        if found:
            return strength, found
    if vocabulary.STRONG_ALONE.fullmatch(said.words):
        return Strength.STRONG, said.words
    return None, ""


def _nearest(pattern: re.Pattern[str], before: str, after: str) -> str:
    last = " ".join(before.split()[-2:])
    first = " ".join(after.split()[:2])
    if (hit := pattern.search(last)) or (hit := pattern.search(first)):
        return hit[0]
    return ""


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_NEAR_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_NEAR_WORDS])
