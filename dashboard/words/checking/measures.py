"""Which of a slide's measures a part of its headline speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import nouns
from dashboard.words.checking import vocabulary
from dashboard.words.judging.claims import Claim

_GENERAL = frozenset(
    (
        *(
            "antal",
            "antalet",
            "andel",
            "andelen",
            "nya",
            "lediga",
            "per",
            "för",
            "och",
            "med",
            "hos",
            "bland",
            "mellan",
        ),
        *("från", "till", "personer", "person", "måttet", "företag", "samma", "månad", "år", "invånare", "totalt"),
        *("den", "det", "fasta", "löpande", "priser", "nystartade", "inskrivna", "öppna"),
    )
)
"""Words of measures' names that tell no measure from another."""
_LEAST_STEM, _ENDING = 4, 3
_PEOPLE = r"jobb\w*|person\w*|anställ\w*|företag\w*|plats\w*|tjänst\w*"


@dataclass(frozen=True, slots=True)
class Measures:
    """Where a headline names its measures, and of which claims each name is.

    names: spans of words whose parts say nothing by themselves (*folkökningen*). titles: spans of whole names, whose
    numbers are none of the figures (*per 1 000 invånare*, *Agenda 2030*). mentions: where a word of a
    measure begins → the numbers of the claims it fits. nouns: what is counted.
    """

    names: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]
    mentions: tuple[tuple[int, frozenset[int]], ...]
    nouns: re.Pattern[str]
    text: str

    @classmethod
    def of(cls, text: str, claims: Sequence[Claim]) -> "Measures":
        """The measures of these claims in a text."""
        names: set[tuple[int, int]] = set()
        titles: set[tuple[int, int]] = set()
        mentions: dict[int, set[int]] = {}
        stems = []
        for n, claim in enumerate(claims):
            for title in _titles(claim):
                titles.update(match.span() for match in re.finditer(re.escape(title), text, re.IGNORECASE))
            words = _words(claim)
            is_of_change = any(vocabulary.is_of_change(word) for word in words)
            for word in words:
                stem = re.escape(word[: max(_LEAST_STEM, len(word) - _ENDING)])
                stems.append(stem)
                for match in re.finditer(rf"(?<!\w){stem}\w*", text, re.IGNORECASE):
                    if is_of_change or not vocabulary.is_of_change(match[0]):
                        names.add(match.span())
                    mentions.setdefault(match.start(), set()).add(n)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join([*dict.fromkeys(stems), _PEOPLE])})", re.IGNORECASE)
        found = tuple((at, frozenset(which)) for at, which in sorted(mentions.items()))
        return cls(tuple(sorted(names)), tuple(sorted(titles)), found, pattern, text)

    def claims_at(self, position: int, start: int, end: int) -> frozenset[int]:
        """The claims spoken of at a position of the clause from start to end; empty where it names none.

        A clause that names none speaks of what the one before it named, the first ones of what is named first.
        """
        inside = [(abs(at - position), which) for at, which in self.mentions if start <= at < end]
        if inside:
            return min(inside, key=lambda one: one[0])[1]
        before = [which for at, which in self.mentions if at < start]
        if before:
            return before[-1]
        return self.mentions[0][1] if self.mentions else frozenset()

    def is_counted_at(self, position: int) -> bool:
        """Whether the four digits at a position are a number of what is counted and no year."""
        after = re.match(r"\d{4}\s+(?:nya |fler |färre )?(\w+)", self.text[position:])
        before = self.text[:position].rstrip().lower()
        if after is None or before.endswith((" i", " år", "under", "sedan", "från", "till", "än")):
            return False
        return self.nouns.match(after[1]) is not None or after[1] in ("procent", "fler", "färre")


def _titles(claim: Claim) -> list[str]:
    """Every name of a measure, with no-break spaces as the text has them."""
    words, indicator = nouns.wording(claim.facts.indicator), claim.facts.indicator
    said = (
        words.noun_sv,
        words.things_sv,
        words.subject_sv,
        words.whole_sv,
        indicator.short_title_sv,
        nouns.bare_subject(claim.facts),
    )
    return [title.replace("\u00a0", " ") for title in dict.fromkeys(said) if title]


def _words(claim: Claim) -> list[str]:
    said = " ".join(_titles(claim))
    found = (word.strip(",.()").lower() for word in said.split())
    return [
        word for word in dict.fromkeys(found) if word not in _GENERAL and (len(word) >= _LEAST_STEM or word == "brp")
    ]
