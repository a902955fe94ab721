"""The word of a claim by itself, for a table's cell: *något lägre*, *ungefär lika många*, *inom det vanliga*."""

from dashboard.words import nouns
from dashboard.words.judging.claims import NO_CHANGE, Absent, Branch, Claim, Compared, Lumps, Number, Rare, Word
from dashboard.words.judging.gates import Gate, Shortage
from dashboard.words.kinds import ordinary
from loaders.ground.declarations import Kind

_WITHOUT = {
    Branch.NOT_AT_LEVEL: "finns inte för platsen",
    Branch.NOT_PUBLISHED: "ännu inte publicerad",
    Branch.SUPPRESSED: "visas inte (sekretess)",
    Branch.MISSING: "saknas",
    Branch.INCOMPLETE: "inte komplett, jämförs inte",
    Branch.INCOMPARABLE: "jämförs inte med i fjol",
}
WITHIN_THE_USUAL = "inom det vanliga"
_IN_ROW = {1: "ovanligt många", 0: WITHIN_THE_USUAL, -1: "ovanligt få"}
ON_TWELVE_MONTHS = " på tolv månader"
"""What follows a word that is on twelve months."""
_SIZE = {Word.SLIGHT: "något ", Word.CLEAR: "klart "}


def word_alone(claim: Claim) -> str:
    """The word alone; empty where the number stands without one."""
    return _WITHOUT.get(claim.branch) or verdict(claim)


def verdict(claim: Claim) -> str:
    """The word where one was judged; empty for an absence or a number without a word."""
    match claim:
        case Rare():
            return _rare(claim)
        case Lumps():
            row = stands_in_row(claim)
            return row and f"{row}{ON_TWELVE_MONTHS}"
        case Compared(word=Word.UNCERTAIN):
            return "ingen säkerställd förändring"
        case Compared(word=Word.SIMILAR):
            return "ungefär lika många"
        case Compared(word=Word.WITHIN):
            return ordinary.WITHIN
        case Compared(word=Word.EQUAL | Word.UNCHANGED):
            return ordinary.unchanged(claim)
        case Compared() if claim.word.is_change:
            return ordinary.change(claim)
    return ""


def stands_in_row(claim: Lumps) -> str:
    """``ovanligt många``, ``inom det vanliga``: twelve months beside the ten years before; empty where not known."""
    position = _position(claim)
    return "" if position is None else _IN_ROW[position]


def _position(claim: Claim) -> int | None:
    """Where twelve months of lumps stand in the row of years, whatever the month of last year was; None for others."""
    if isinstance(claim, Lumps) and claim.year is not None and claim.year.standing is not None:
        return claim.year.standing.position
    return None


def _rare(claim: Rare) -> str:
    if claim.year is None or claim.word is Word.NONE:
        return ""
    if not claim.word.is_change:
        return f"ungefär lika många{ON_TWELVE_MONTHS}"
    return f"{_SIZE.get(claim.word, '')}{'fler' if claim.year.now > claim.year.before else 'färre'}{ON_TWELVE_MONTHS}"


def change_with_noun(claim: Claim) -> str:
    """A change with its noun: *något lägre arbetslöshet*, *fler konkurser på tolv månader*; else empty."""
    said = verdict(claim) if claim.word.is_change or _position(claim) else ""
    if not said:
        return ""
    indicator = claim.facts.indicator
    wording = indicator.wording
    if indicator.kind is Kind.POPULATION and isinstance(claim, Compared):
        return f"{_SIZE.get(claim.word, '')}{'större' if claim.direction > 0 else 'mindre'} folkmängd"
    noun = (wording and (wording.noun_sv or wording.things_sv)) or nouns.in_sentence(indicator.short_title_sv)
    span = ON_TWELVE_MONTHS if said.endswith(ON_TWELVE_MONTHS) else ""
    return f"{said.removesuffix(span)} {noun}{span}"


def is_usual(claim: Claim) -> bool:
    """Whether the figure is said to be much as the year before, or within the usual."""
    return _position(claim) == 0 or claim.word in NO_CHANGE


def is_alike(claim: Claim) -> bool:
    """Whether the figure is said to be much as the year before; less than being usual, which may be far from it."""
    return claim.word in (Word.EQUAL, Word.UNCHANGED, Word.SIMILAR)


def concludes_as(claim: Claim, other: Claim) -> bool:
    """Whether two claims of one figure conclude the same, be it in other words.

    *i stort sett oförändrat* and *ungefär lika många* come of two rules, and *inom vanlig variation* of a third: none
    of them says that anything has changed.
    """
    said, before = verdict(claim), verdict(other)
    usual = type(claim) is type(other) and is_usual(claim) and is_usual(other)
    return said == before or (bool(said and before) and usual)


def why_no_claim(claim: Claim | None) -> str:
    """Why the headline is a number and no claim, for the list in docs/words.md; empty where it has one."""
    if claim is None:
        return "no figure for the place"
    if verdict(claim):
        return ""
    match claim:
        case Compared(branch=Branch.TWELVE_MONTHS) | Number(branch=Branch.TWELVE_MONTHS):
            return "sums of twelve months get no word"
        case Number(branch=Branch.GROWTH):
            return "a change already, set beside riket's"
        case Number(branch=Branch.PROJECTION):
            return "growth over ten years, which is the claim"
        case Compared() if claim.facts.indicator.kind is Kind.PER_HEAD:
            return "per head or an index: numbers only"
        case Compared(gate=Gate(shortage=Shortage() as shortage)):
            return f"own history: {shortage.value}"
        case Compared(gate=Gate(name=name)):
            return f"gate: {name}"
        case Rare() | Lumps():
            return "too few events, or too few years known"
        case Absent() | Number():
            return claim.branch.value.replace("_", " ")
    return "no word"
