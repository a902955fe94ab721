"""What readers are told of the words and measures: the rule as tables and text, made from the limits that are used."""

from functools import partial

from dashboard.model import Column, Table
from dashboard.words import swedish as sv
from dashboard.words.judging import statistics
from dashboard.words.judging.thresholds import LIMITS, RARE_BELOW, Limits, Scale, limits_of
from loaders.ground.declarations import Indicator, Kind

_KINDS = {
    Kind.FLOW: "Flöden",
    Kind.RATE: "Andelar",
    Kind.STOCK: "Antal sysselsatta och arbetslösa",
    Kind.RARE: "Sällsynta händelser",
    Kind.POPULATION: "Folkmängd",
    Kind.PROJECTION: "Framskrivningar, tio års ökning",
    Kind.SEASON: "Säsong",
    Kind.AMOUNT: "Belopp, i löpande priser",
}
EXAMPLES = (64, 20, 10)
THREE_UNEMPLOYMENTS = (
    "Arbetsförmedlingen räknar dem som är inskrivna som arbetslösa eller deltar i program. SCB:s BAS räknar i register "
    "vilka som inte har arbete och är anmälda som arbetslösa. Här gäller BAS 20–64 år; SCB:s egen rubrik gäller "
    "20–65 år, som också kan väljas. Arbetskraftsundersökningarna (AKU) frågar ett urval och finns bara för länet. "
    "Nivåerna skiljer sig; jämför aldrig en siffra från det ena sättet med en från det andra."
)
"""How unemployment is measured in three ways; below the heading *Arbetslöshet mäts på tre sätt*."""


DAY_AND_NIGHT = (
    "Sysselsatta räknas på två sätt. Nattbefolkningen är de som bor på platsen, var de än arbetar; dagbefolkningen är "
    "de som arbetar på platsen, var de än bor. Skillnaden är pendlingen. Vilken som gäller står vid varje bild."
)
"""Two ways of counting the employed; below the heading *Där man bor eller där man arbetar*."""


def limits_table() -> Table:
    """Per kind of measure: where *något*, the plain word and *klart* begin, and how many persons it must be."""
    rows = []
    for kind, title in _KINDS.items():
        persons = sv.persons(LIMITS[kind].least_persons) if LIMITS[kind].least_persons else ""
        rows.append((title, *_edges(LIMITS[kind]), persons))
    titles = ("Slag av mått", "något", "utan förstärkning", "klart eller tydligt", "minst")
    return Table("Från vilken skillnad ett ord används", tuple(Column(title) for title in titles), tuple(rows))


def _edges(limits: Limits) -> tuple[str, ...]:
    unit = f"{sv.NBSP}%" if limits.scale is Scale.PERCENT else f"{sv.NBSP}procentenheter"
    written = sv.as_rounded if limits.scale is Scale.PERCENT else partial(sv.number, decimals=1)
    return tuple(f"{written(edge)}{unit}" for edge in (limits.slight, limits.plain, limits.clear))


def edges_sv(indicator: Indicator) -> str:
    """From which differences words are used of a measure."""
    if indicator.kind is Kind.LUMPS:
        return "Inga ord om enskilda månader: antalet sätts in bland de senaste tio åren."
    if indicator.kind is not Kind.SURVEY and indicator.kind not in LIMITS:
        return "Bara siffror, inga ord om förändringen."
    limits = limits_of(indicator)
    slight, plain, clear = _edges(limits)
    told = f"något från {slight}, utan förstärkning från {plain}, klart eller tydligt från {clear}"
    least = f". Skillnaden ska vara minst {sv.persons(limits.least_persons)}" if limits.least_persons else ""
    survey = ". Felmarginalen avgör först om det finns en skillnad" if indicator.kind is Kind.SURVEY else ""
    return f"{sv.capital(told)}{least}{survey}."


def chance_rule() -> str:
    """What is said where chance may explain a difference of a flow or a season, and of rare counts."""
    clear = sv.as_rounded(LIMITS[Kind.FLOW].clear)
    return (
        "Antal händelser och gästnätter prövas också mot seriens egen variation och mot slumpen. Klarar en skillnad "
        f"inte det skriver vi ”ungefär lika många” om den är under {clear} procent. Från {clear} procent ger vi båda "
        "talen och skriver ”inom vanlig variation”. Antal under "
        f"{RARE_BELOW} i månaden räknas på tolv månader. Ryms deras ändring inom slumpen är de "
        "”ungefär lika många”, och tabellen visar hur mycket som krävs."
    )


def yearly_change_table() -> Table:
    """How large a change of a twelve-month number must be before it is more than chance."""
    rows = []
    for before in EXAMPLES:
        most = max(n for n in range(before) if statistics.counts_differ(n, before))
        least = next(n for n in range(before, 10 * before) if statistics.counts_differ(n, before))
        rows.append((sv.number(before), sv.number(least), sv.number(most)))
    titles = ("De tolv månaderna före", "fler från och med", "färre till och med")
    return Table(
        "Hur mycket ett litet antal måste ändras för att få ett ord",
        tuple(Column(title, numeric=True) for title in titles),
        tuple(rows),
    )
