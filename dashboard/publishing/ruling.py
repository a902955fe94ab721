"""The rules of the words as an edition keeps them, and as they are used again to judge what has come since."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.editions.content import Edition, EditionDamaged, Rule
from dashboard.words.judging import kept
from dashboard.words.judging.thresholds import LIMITS, TESTS, InForce, Limits, Scale
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


def rules_of(edition: Edition) -> InForce:
    """The rules that an edition was published with. EditionDamaged for a version that this program does not know."""
    version = kept.VERSIONS.get(edition.rules_version)
    if version is None:
        raise EditionDamaged(
            f"the edition's rules are of version {edition.rules_version}; this program knows up to {kept.NEWEST}",
            "Utgåvans regler är av en nyare version av Länspuls. Uppdatera programmet.",
        )
    return InForce(limits_by(edition.rules), version.tests, edition.rules_version)


def are_todays(rules: InForce) -> bool:
    """Whether words would be the same by today's rules."""
    return (rules.limits, rules.tests, rules.version) == (LIMITS, TESTS, kept.NEWEST)
