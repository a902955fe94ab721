"""How the region's own and participants' figures are said: never as statistics, always with who, when and grade."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.data.series import Data
from dashboard.model import Column, Table
from dashboard.views.vintages import ByYear, projected, tens
from dashboard.words import swedish as sv
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.places import place
from loaders.own import Grade, Own, OwnFigure, OwnProjection, Problem
from loaders.own.entries import meaning
from loaders.own.history import Version
from loaders.own.roles import SOMEBODY

CAVEATS = {
    Grade.STATED: "Uppgift från deltagare, inte avstämd mot officiell statistik.",
    Grade.RECONCILED: "Uppgift från deltagare, avstämd mot officiell statistik.",
    Grade.OFFICIAL: "Officiell uppgift som en deltagare har lämnat.",
}


def value(figure: OwnFigure) -> str:
    """The number with its unit, or the quotation in quotation marks: ``1 560 mnkr``, ``”+30 %”``."""
    if figure.level is None:
        return f"”{said(figure.said)}”"
    return f"{_amount(figure.level)}{sv.NBSP}{figure.unit}"


def said(written: str) -> str:
    """What was said as it is shown: a number alone as all numbers are, however it was written; else as written."""
    meant = meaning("value", written)
    if isinstance(meant, str):
        return written
    return sv.number(meant, 0 if isinstance(meant, int) else len(written.replace(",", ".").partition(".")[2]))


def base(figure: OwnFigure) -> str:
    """What a number is seen against: ``+30 % från 1 200 mnkr``, ``24 procent av 1 103``, or words as written.

    Of a number below nought no share is said, as it is no part of anything. Beside the place's key stands what the key
    would give: ``0,1 procent av 5 000; nyckeln 4 procent (grovt uppskattad) ger 200 mnkr, alltså 195 mnkr mer``.
    """
    if figure.level is None or not figure.base_said:
        return ""
    if figure.base is None:
        return said(figure.base_said)
    number = _amount(figure.base)
    if figure.is_change:
        return f"{figure.said} från {number}{sv.NBSP}{figure.unit}"
    if figure.level < 0:
        return f"{number}{sv.NBSP}{figure.unit}"
    share = f"{_share(100 * figure.level / figure.base)} av " if figure.base >= figure.level > 0 else "av "
    return f"{share}{number}{_beside_key(figure)}"


def _share(per_cent: float) -> str:
    """A share in words with so many decimals that it does not become nought: ``24 procent``, ``4,3``, ``0,1``."""
    decimals = next((n for n, least in enumerate((10, 1, 0.1, 0.01)) if per_cent >= least), 3)
    shown = max(sv.displayed(per_cent, decimals), sv.displayed(0.001, 3))
    return f"{sv.as_rounded(shown)} procent" if per_cent >= 0.0005 else "mindre än 0,001 procent"


def _beside_key(figure: OwnFigure) -> str:
    if figure.level is None or figure.key is None or figure.by_key is None:
        return ""
    unit, apart = f"{sv.NBSP}{figure.unit}", figure.by_key - figure.level
    shown = _amount(abs(apart))
    told = "lika mycket" if shown == "0" else f"alltså {shown}{unit} {'mer' if apart > 0 else 'mindre'}"
    return f"; nyckeln {figure.key_said} procent ({figure.key_of}) ger {_amount(figure.by_key)}{unit}, {told}"


def _amount(value: float) -> str:
    """As an amount is written: whole, or with one decimal."""
    shown = sv.displayed(value, 1)
    return sv.number(value, 0 if shown == shown.to_integral_value() else 1)


def origin(figure: OwnFigure) -> str:
    """``Handelskammaren, 12 maj 2026``."""
    return f"{figure.told_by or SOMEBODY}, {sv.date_text(figure.when)}"


def unnamed(found: Own) -> tuple[str, ...]:
    """``uppgifter.toml, rad 12``: where nothing is surely an organisation or a role, so that *en deltagare* is said."""
    return tuple(f"{one.file}, rad {one.line}" for one in found.figures if not one.told_by)


def about(figure: OwnFigure) -> str:
    """``Export från länet, Jämtlands län, första kvartalet 2026``."""
    return f"{figure.indicator}, {figure.where_full}, {sv.period_name(figure.period)}"


def figures_table(found: Own) -> Table:
    """Every statement that is a figure."""
    rows = [
        (one.indicator, _place(one), sv.period_name(one.period), value(one), base(one), origin(one), one.grade.value)
        for one in found.figures
        if not one.is_quotation
    ]
    titles = ("Vad", "Plats", "Period", "Tal", "Sett mot", "Vem och när", "Grad")
    return Table("Deltagares tal", tuple(Column(title, numeric=title == "Tal") for title in titles), tuple(rows))


def quotations_table(found: Own) -> Table:
    """Every statement without a base, in quotation marks: no number to reckon with."""
    rows = [
        (one.indicator, _place(one), sv.period_name(one.period), value(one), origin(one), one.grade.value)
        for one in found.figures
        if one.is_quotation
    ]
    titles = ("Vad", "Plats", "Period", "Sagt", "Vem och när", "Grad")
    return Table("Deltagares ord, utan tal att sätta dem mot", tuple(map(Column, titles)), tuple(rows))


def _place(one: OwnFigure) -> str:
    """The place's name; another area with where it lies, since its name alone may be known to few."""
    return one.where_full if one.area else one.place.name


def bars(found: Own) -> dict[tuple[str, str], list[tuple[str, str, float]]]:
    """Figures of the same thing in the same unit, as (label, value, share of the largest); two or more of them.

    Quotations are never among them, and different units never share an axis.
    """
    groups: dict[tuple[str, str], list[tuple[OwnFigure, float]]] = {}
    for one in found.figures:
        if one.level is not None and one.level >= 0:
            groups.setdefault((one.indicator, one.unit), []).append((one, one.level))
    drawn = {}
    for key, group in groups.items():
        largest = max(level for _, level in group)
        if len(group) > 1 and largest > 0:
            group.sort(key=lambda found: (found[0].period, found[0].place.code))
            drawn[key] = [
                (f"{one.where}, {sv.period_name(one.period)}", value(one), level / largest) for one, level in group
            ]
    return drawn


def projections_table(found: Own, data: Data, as_of: date | None = None) -> Table:
    """Own projections beside SCB's newest framskrivning, in the last year both have."""
    rows = []
    for one in found.projections:
        theirs, vintage = _framskrivning(one, data, as_of)
        common = [year for year in one.residents if year in theirs]
        year = max(common or one.residents)
        mine = one.residents[year]
        beside = tens(theirs[year]) if year in theirs else "saknas"
        apart = sv.signed(sv.displayed(mine - theirs[year], -1)) if year in theirs else ""
        name = f"prognos från {one.vintage}, {one.told_by or 'egen prognos'}"
        beside = f"{beside} (från {vintage})" if vintage else beside
        rows.append((one.place.name, name, year, tens(mine), beside, apart, _read_in(one)))
    titles = ("Plats", "Egen prognos", "År", "Invånare", "SCB:s framskrivning", "Skillnad", "Inläst")
    numeric = ("Invånare", "SCB:s framskrivning", "Skillnad")
    return Table(
        "Egna prognoser bredvid SCB:s framskrivning",
        tuple(Column(title, numeric=title in numeric) for title in titles),
        tuple(rows),
    )


def _read_in(one: OwnProjection) -> str:
    """``22 november 2026``, and whether the file no longer holds it. Who read it in is kept, and shown to nobody."""
    when = sv.date_text(one.seen) if one.seen else ""
    return when if one.standing else f"{when}, står inte längre i filen"


def versions_table(versions: Sequence[Version]) -> Table:
    """Every version of an own file that was read in, newest first, and until when it was in use."""
    rows = [
        (
            one.file,
            sv.date_text(one.seen),
            sv.date_text(one.until) if one.until else "används",
            one.sha256[:12],
        )
        for one in reversed(versions)
    ]
    titles = ("Fil", "Inläst", "Till", "Kontrollsumma")
    return Table("Inlästa filer och deras tidigare versioner", tuple(Column(title) for title in titles), tuple(rows))


def told(problem: Problem) -> str:
    """A fault in a file, and what is shown meanwhile."""
    if problem.in_use is None:
        return problem.error.message_sv
    return f"{problem.error.message_sv} Den version som lästes in {sv.date_text(problem.in_use)} används så länge."


def _framskrivning(one: OwnProjection, data: Data, as_of: date | None) -> tuple[ByYear, str]:
    """SCB's newest vintage for the place of an own projection; nothing where there is none."""
    if not data.has("population_projection"):
        return {}, ""
    try:
        known = projected(data.panel("population_projection", as_of), one.place.code)
    except NothingPublishedYet:
        return {}, ""
    newest = next(iter(known), "")
    return known.get(newest, {}), newest


DEMO_RESIDENTS = {"2321": (12_800, 95), "2380": (65_300, 240)}
"""Municipalities of the made-up projection: residents in its first year, and how many more each year."""


def _entry(
    year: int, what: str, where: str, period: str, value: str, unit: str, base: str, who: str, day: str, grade: str
) -> str:
    """One ``[[uppgift]]`` of a file, said on a day of the year; value and base as TOML writes them, base if any."""
    lines = (
        "[[uppgift]]",
        f'indicator = "{what}"',
        f'place = "{where}"',
        f'period = "{period}"',
        f"value = {value}",
        *((f"base = {base}",) if base else ()),
        f'unit = "{unit}"',
        f'who = "{who}"',
        f"when = {year}-{day}",
        f'grade = "{grade}"',
        "",
    )
    return "\n".join(lines)


def demo_files(
    today: date, county: str = "23", residents: Mapping[str, tuple[int, int]] = DEMO_RESIDENTS
) -> dict[str, str]:
    """A county's made-up files for the folder, marked DEMODATA: file name → text. residents: of its municipalities."""
    year = today.year
    first = place(next(iter(residents))).full_name
    advice, advisers = "Rådgivningar till företag", "DEMODATA Rådgivarna"
    last, this, said = f"{year - 1}", f"{year}", "uppgift"
    rows = (
        ("Export från länet", county, f"{year}-Q1", '"+30 %"', "mnkr", "", "DEMODATA Handelskammaren", "05-12", said),
        (advice, county, last, "460", "rådgivningar", '"alla rådgivningar under året"', advisers, "02-03", said),
        (advice, county, this, '"+25 %"', "rådgivningar", "460", advisers, "10-20", "avstämd"),
        ("Hushåll som har fått bredband", first, this, "265", "hushåll", "1103", "DEMODATA Kommunen", "09-01", said),
    )  # fmt: skip
    entries = "\n".join(_entry(year, *row) for row in rows)
    return {
        "uppgifter.toml": f"""# DEMODATA: påhittade uppgifter som visar hur filen skrivs.
# Ett tal behöver en bas (vad det är en del av, eller vad en ändring räknas från). Utan bas är det ett citat.

{entries}""",
        "prognos.csv": "\n".join(
            [
                "# DEMODATA: en påhittad egen prognos",
                "årgång;kommun;år;invånare;vem",
                *(
                    f"{year};{code};{year + n};{start + more * n};DEMODATA Regionen"
                    for code, (start, more) in residents.items()
                    for n in range(11)
                ),
            ]
        )
        + "\n",
    }
