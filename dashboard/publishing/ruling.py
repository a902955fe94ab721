"""The limits of the words as an edition keeps them, and as they are used again to judge what has come since."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.editions.content import Rule
from dashboard.words.judging.thresholds import LIMITS, Limits, Scale
from loaders.ground.declarations import Kind


def rules_in_force() -> tuple[Rule, ...]:
    """Today's limits."""
    return tuple(
        Rule(
            kind=kind.value,
            slight=str(limits.slight),
            plain=str(limits.plain),
            clear=str(limits.clear),
            scale=limits.scale.value,
            least_persons=limits.least_persons,
        )
        for kind, limits in LIMITS.items()
    )


def limits_by(rules: Sequence[Rule]) -> Mapping[Kind, Limits]:
    """The limits that rules say; today's for a kind they do not name, which no edition of theirs shows."""
    known = {kind.value: kind for kind in Kind}
    said = {
        known[rule.kind]: Limits(
            Decimal(rule.slight), Decimal(rule.plain), Decimal(rule.clear), Scale(rule.scale), rule.least_persons
        )
        for rule in rules
        if rule.kind in known
    }
    return {**LIMITS, **said}
