"""Yrkesbarometern's words per occupation, and what became of them since the round before. Pure.

A judgement is compared only with one made for the same area in the same words: *oförändrad*, *ändrad*, or a reason
why there is no comparison. Nothing is said of how much, since words have no distances.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dashboard.words import swedish
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.vocabulary import JUDGED, JUDGED_SINCE, NOT_JUDGED, year_of_round

COUNTY = JUDGED["level"][0]
_SAID = {
    "recruitment": "rekryteringen var {}",
    "opportunities": "möjligheterna var {}",
    "demand": "efterfrågan väntades {}",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One occupation in one place and round: the publisher's words, "" where it judged nothing."""

    occupation: str
    opportunities: str
    recruitment: str
    demand: str
    level: str
    coverage: str

    @property
    def is_judged(self) -> bool:
        """Whether there is a judgement at all."""
        return bool(self.opportunities or self.recruitment or self.demand)


class Turn(StrEnum):
    """What became of an occupation's judgement since another round."""

    SAME = "oförändrad"
    OTHER = "ändrad"
    NONE = "jämförs inte"


@dataclass(frozen=True, slots=True)
class Compared:
    """An occupation's judgement beside that of another round. because: what it was, or why there is no comparison."""

    turn: Turn
    because: str = ""

    @property
    def text(self) -> str:
        """``ändrad: rekryteringen var balans``."""
        return f"{self.turn.value}: {self.because}" if self.because else self.turn.value


def judged(panel: Panel, round_: str, region: str) -> tuple[Judged, ...]:
    """Every occupation of a round in a place, most wanted first: brist, paradox, balans, överskott, not judged.

    panel: the whole indicator, with the axes occupation, vintage, judgement, region and period.
    """
    held = panel.take(vintage=(round_,), **{REGION: (region,), PERIOD: (year_of_round(round_),)})
    rows = []
    for n, occupation in enumerate(held.axes["occupation"]):
        words = {name: _word(held, n, name) for name in JUDGED}
        if any(word is not None for word in words.values()):
            rows.append(Judged(occupation, **{name: word or "" for name, word in words.items()}))
    order = ["", *JUDGED["recruitment"]]
    rank = {word: n for n, word in enumerate(order)}
    return tuple(sorted(rows, key=lambda row: (-rank.get(row.recruitment, 0), swedish_order(row.occupation))))


def _word(held: Panel, occupation: int, judgement: str) -> str | None:
    """A judgement's word as written; "" where the publisher has a row and judged nothing, None without a row."""
    at = {"occupation": occupation, "judgement": held.axes["judgement"].index(judgement)}
    position = tuple(at.get(name, 0) for name in held.axes)
    if not held.has_row[position]:
        return None
    word = held.symbols[held.symbol[position]]
    if not np.isnan(held.values[position]):
        return word
    return "" if word == NOT_JUDGED else None


def swedish_order(text: str) -> list[int]:
    """Sort key with å, ä and ö last."""
    return [{"å": 1001, "ä": 1002, "ö": 1003}.get(letter, ord(letter)) for letter in text.lower()]


def other_scale(panel: Panel, round_: str) -> frozenset[str]:
    """Judgements that a stored round made on another scale than today's: other words, or words in other places."""
    held = panel.take(vintage=(round_,), **{PERIOD: (year_of_round(round_),)})
    found = {judgement for judgement, since in JUDGED_SINCE.items() if round_ < since}
    axis = list(held.axes).index("judgement")
    for n, judgement in enumerate(held.axes["judgement"]):
        values, signs = (np.take(array, n, axis=axis) for array in (held.values, held.symbol))
        known = ~np.isnan(values)
        pairs = set(zip(values[known].astype(int).tolist(), signs[known].tolist(), strict=True))
        words = JUDGED[judgement]
        if any(not 1 <= place <= len(words) or words[place - 1] != held.symbols[sign] for place, sign in pairs):
            found.add(judgement)
    return frozenset(found)


def compare(
    now: Sequence[Judged], before: Sequence[Judged], other: frozenset[str] = frozenset()
) -> Mapping[str, Compared]:
    """What became of every occupation's judgement, by occupation. other: judgements with another scale before."""
    earlier = {row.occupation: row for row in before}
    return {row.occupation: _compared(row, earlier.get(row.occupation), other) for row in now}


def _compared(now: Judged, before: Judged | None, other: frozenset[str]) -> Compared:
    if before is None:
        return Compared(Turn.NONE, "yrket fanns inte då")
    if not now.is_judged or not before.is_judged:
        when = "nu" if before.is_judged else "då" if now.is_judged else "vare sig nu eller då"
        return Compared(Turn.NONE, f"inte bedömt {when}")
    if {"level", "coverage"} & other or (now.level, now.coverage) != (before.level, before.coverage):
        return Compared(Turn.NONE, _was_for(now, before))
    if other & set(_SAID):
        return Compared(Turn.NONE, "skalan var en annan då")
    parts = []
    for name, said in _SAID.items():
        was, is_ = getattr(before, name), getattr(now, name)
        if was != is_:
            parts.append(said.format(was) if was else f"{said.split()[0]} bedömdes inte")
    return Compared(Turn.OTHER, swedish.listing(parts)) if parts else Compared(Turn.SAME)


def _was_for(now: Judged, before: Judged) -> str:
    if before.level == COUNTY:
        return "gällde länet då"
    if before.level != now.level:
        return "gällde en annan del av landet då"
    return f"gällde {before.coverage or 'inte helt'} en större del av landet då"


def summary(compared: Mapping[str, Compared], before: str) -> str:
    """``Mot omgång 2025-2 är bedömningen oförändrad för 20 yrken och ändrad för 3. För 2 jämförs den inte.``"""
    counts = Counter(one.turn for one in compared.values())
    said = [
        f"{turn.value} för {'1 yrke' if counts[turn] == 1 else f'{swedish.number(counts[turn])} yrken'}"
        for turn in (Turn.SAME, Turn.OTHER)
        if counts[turn]
    ]
    sentences = [f"Mot omgång {before} är bedömningen {swedish.listing(said)}."] if said else []
    if counts[Turn.NONE]:
        what = "jämförs den inte" if said else "jämförs bedömningen inte"
        sentences.append(f"För {swedish.number(counts[Turn.NONE])} {what}.")
    return " ".join(sentences)
