"""``Used``: every number that a slide's figure shows, with what identifies it, and what was concluded from it."""

import hashlib
from dataclasses import dataclass

import numpy as np
import orjson

from dashboard.data.numbers import Axis, Chosen, Numbers, Shape, status_word
from dashboard.views.view import View
from dashboard.words import Claim, Compared, Number, Uncompared
from dashboard.words.judging.claims import NO_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was concluded. kind: the type of the claim; rule: the one that decided; word: what it chose. direction: 1
    up, −1 down, 0 neither. value, then: as displayed, None where there is none. gate: what decided whether there is a
    word at all, with its value, limit and outcome."""

    kind: str
    rule: str
    word: str
    direction: int
    period: str
    value: float | None
    then_period: str = ""
    then: float | None = None
    gate: str = ""
    gate_value: float | None = None
    gate_limit: float | None = None
    gate_passed: bool = False

    @property
    def conclusion(self) -> tuple[str, str, int]:
        """What must be the same for the conclusion to stand: rule, word and, where a change is said, its direction."""
        return self.rule, self.word, self.direction if self.word in ("slight", "plain", "clear") else 0

    def concludes_as(self, other: "Said") -> bool:
        """Whether both conclude the same, be it in other words: neither of two claims of no change says a change."""
        neither_changed = self.word in NO_CHANGE and other.word in NO_CHANGE
        return self.conclusion == other.conclusion or (self.rule == other.rule and neither_changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """The numbers of one view, rows × columns, rounded as they are displayed.

    link: the view's address with its first and last period, and without a day: asked for again it gives the same cells
    as they are known then. status: the word of each cell (``status_word``). fingerprint: SHA-256 of link, axes, values
    and statuses. headline, sentence: what was said of them.
    """

    indicator: str
    title: str
    short_title: str
    link: str
    unit_sv: str
    decimals: int
    rows: Axis
    columns: Axis
    values: tuple[tuple[float | None, ...], ...]
    status: tuple[tuple[str, ...], ...]
    fingerprint: str
    shape: Shape = Shape.LINES
    charted: int | None = None
    chosen: tuple[Chosen, ...] = ()
    low: tuple[tuple[float | None, ...], ...] = ()
    high: tuple[tuple[float | None, ...], ...] = ()
    place: str = ""
    place_sv: str = ""
    period: str = ""
    headline: str = ""
    sentence: str = ""
    alt: str = ""
    source: str = ""
    said: Said | None = None

    @property
    def count(self) -> int:
        """How many numbers there are; absent ones are not counted."""
        return sum(value is not None for row in self.values for value in row)


def used_of(view: View, link: str) -> Used | None:
    """The numbers of a view; None where it tells its numbers as text only."""
    numbers = view.numbers
    if numbers is None:
        return None
    values = _rows(numbers.values)
    status = tuple(tuple(status_word(int(code)) for code in row) for row in numbers.status)
    content = [link, numbers.rows.codes, numbers.columns.codes, values, status]
    return Used(
        indicator=view.indicator,
        title=view.title,
        short_title=view.declared.short_title_sv,
        link=link,
        unit_sv=numbers.unit_sv,
        decimals=numbers.decimals,
        rows=numbers.rows,
        columns=numbers.columns,
        values=values,
        status=status,
        fingerprint=hashlib.sha256(orjson.dumps(content)).hexdigest(),
        shape=numbers.shape,
        charted=numbers.charted,
        chosen=numbers.chosen,
        low=() if numbers.low is None else _rows(numbers.low),
        high=() if numbers.high is None else _rows(numbers.high),
        place=view.places.own.code,
        place_sv=view.places.own.full_name,
        period=str(view.period),
        headline=view.headline,
        sentence=view.sentence,
        alt=view.alt,
        source=view.source,
        said=said_of(view),
    )


def numbers_of(used: Used) -> Numbers:
    """The numbers as arrays, as a view holds them, for forms that draw them anew. Statuses are not among them."""
    values = np.array([[np.nan if one is None else one for one in row] for row in used.values], dtype=float)
    shape = (len(used.rows.codes), len(used.columns.codes))
    return Numbers(
        rows=used.rows,
        columns=used.columns,
        values=values.reshape(shape),
        status=np.zeros(shape, dtype=np.uint8),
        unit_sv=used.unit_sv,
        decimals=used.decimals,
        charted=used.charted,
        shape=used.shape,
        chosen=used.chosen,
    )


def said_of(view: View) -> Said | None:
    """A view's claim as values; None where what it shows is not judged."""
    return None if view.claim is None else said_by(view.claim)


def said_by(claim: Claim) -> Said:
    """A claim as values."""
    compared = claim if isinstance(claim, Compared) else None
    gate = compared.gate if compared else None
    return Said(
        kind=type(claim).__name__,
        rule=claim.branch.value,
        word=claim.word.value,
        direction=compared.direction if compared else 0,
        period=str(claim.facts.now.period),
        value=float(claim.now) if isinstance(claim, Number) else None,
        then_period=str(claim.then_period) if isinstance(claim, Compared | Uncompared) else "",
        then=float(compared.then) if compared else None,
        gate=gate.name if gate else "",
        gate_value=gate.value if gate else None,
        gate_limit=gate.limit if gate else None,
        gate_passed=bool(gate and gate.passed),
    )


def _rows(values: np.ndarray) -> tuple[tuple[float | None, ...], ...]:
    return tuple(tuple(None if np.isnan(one) else float(one) for one in row) for row in values)
