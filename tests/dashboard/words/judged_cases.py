"""Facts of every kind and what a version of the rules makes of them, a line each.

``python -m tests.dashboard.words.judged_cases N`` writes ``judged_N.txt`` for a new version; an earlier one is kept.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dashboard.editions.figures_used import Said, said_by
from dashboard.publishing.ruling import limits_by
from dashboard.words import Facts
from dashboard.words.judging import kept
from dashboard.words.judging.thresholds import InForce, judged_by
from loaders.ground.declarations import Break, Comparison, Kind, Severity, Status, Wording
from loaders.ground.places import place
from tests.dashboard.measures import declare
from tests.dashboard.words.august import facts
from tests.editions.fixture import edition

_PAIRS = ((100, 100), (103, 100), (97, 100), (1200, 1000), (5, 9), (0, 4), (4, 0), (640, 600))
_SHARES = ((3.5, 3.5), (3.6, 3.5), (3.9, 3.5), (3.0, 3.6), (9.0, 6.0))
_SHARE_KINDS = (Kind.RATE, Kind.SURVEY, Kind.GROWTH)
_HISTORY = {
    f"{year}-{month:02d}": float(90 + 7 * (month % 5) + year % 3)
    for year in range(2016, 2027)
    for month in range(1, 13 if year < 2026 else 8)
}


def cases() -> Iterator[tuple[str, Facts]]:
    """Each with its name."""
    for kind in Kind:
        if kind is Kind.PROJECTION:
            continue
        is_share = kind in _SHARE_KINDS
        comparisons = (Comparison.YEAR_ON_YEAR, Comparison.MONTH_ON_MONTH)
        made = declare(
            f"made_{kind.value}", "Mått", kind, Wording(subject_sv="måttet", things_sv="saker"),
            unit="procent" if is_share else "antal", decimals=1 if is_share else 0, comparisons=comparisons,
        )  # fmt: skip
        few = {key: value // 9 + (4 if key > "2025-08" else 0) for key, value in _HISTORY.items()}
        for now, then in _SHARES if is_share else _PAIRS:
            for code, history in (("23", _HISTORY), ("23", few), ("2303", {})):
                one = facts(made, now, then, place=place(code), history=history, margin_now=0.2, margin_then=0.2)
                yield f"{kind.value} {code} {now} {then} after {history.get('2026-07', '–')}", one
        for status in (Status.SUPPRESSED, Status.NOT_PUBLISHED, Status.MISSING, Status.INCOMPLETE, Status.LOWER_BOUND):
            value = None if status.is_absent else 5
            yield f"{kind.value} {status.value}", facts(made, value, 4, now_status=status)
        yield f"{kind.value} revision", facts(made, 8, 4, usual_revision=50.0)
        for severity in Severity:
            apart = Break(period="2026-01", severity=severity, reason_sv="ny metod")
            yield f"{kind.value} {severity.value} break", facts(replace(made, breaks=(apart,)), 8, 4)


def judged(version: int) -> str:
    """What the rules of a version say of all of them, by the limits of the first edition that was kept."""
    limits = limits_by(edition().rules)
    with judged_by(InForce(limits, kept.VERSIONS[version].tests, version)):
        return "".join(f"{name}: {_told(said_by(kept.judge(one)))}\n" for name, one in cases())


def path_of(version: int) -> Path:
    """The file that keeps them."""
    return Path(__file__).with_name(f"judged_{version}.txt")


def _told(said: Said) -> str:
    """All that an edition keeps of a claim, but its periods."""
    numbers = f"{said.value} {said.then} {said.direction}"
    gate = f" {said.gate} {'passed' if said.gate_passed else 'failed'}" if said.gate else ""
    return f"{said.kind} {said.rule} {said.word} {numbers}{gate}, concludes {' '.join(map(str, said.conclusion))}"


if __name__ == "__main__":
    path_of(int(sys.argv[1])).write_text(judged(int(sys.argv[1])), encoding="utf-8")
