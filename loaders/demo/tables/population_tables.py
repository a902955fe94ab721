"""TAB6473, TAB1625, TAB6471 (monthly population) and TAB698 with its archive (projections)."""

from dataclasses import replace
from functools import partial

from loaders.demo import calendar
from loaders.demo.figures.population_figures import changes_exact, changes_with_noise, population_by_age
from loaders.demo.figures.projection_figures import projection
from loaders.demo.shapes import Codelist, Content, Note, Table, Variable, values
from loaders.demo.tables.common_parts import (
    COUNTIES_ONLY,
    DEMODATA_NOTE,
    MUNICIPALITIES_ONLY,
    RIKET_ONLY,
    SEX_CKM,
    SEX_WITH_TOTAL,
    contents_variable,
    region_values,
    region_variable,
    value_set,
)

_CKM_CODELISTS = {
    codelist.id: codelist
    for codelist in (
        value_set("vs_CKM01Riket", "riket", "country", RIKET_ONLY),
        value_set("vs_CKM02Län", "län", "counties", COUNTIES_ONLY),
        value_set("vs_CKM03Kommun", "kommuner", "municipalities", MUNICIPALITIES_ONLY),
    )
}
_OLD_CODELISTS = {
    codelist.id: codelist
    for codelist in (
        value_set("vs_RegionRiket99", "riket", "country", RIKET_ONLY),
        value_set("vs_RegionLän07", "län", "counties", COUNTIES_ONLY),
        value_set("vs_RegionKommun07", "kommuner", "municipalities", MUNICIPALITIES_ONLY),
    )
}
_PATH = (("BE", "Befolkning"), ("BE0101", "Befolkningsstatistik"))
_CKM_NOTE = Note(
    "Från och med referensåret 2025 är en liten kontrollerad slumpmässig osäkerhet införd i samtliga redovisade"
    " uppgifter. De redovisade totalerna är därför inte alltid lika med summan av delarna. \r\n \r\n  \r\nMetoden"
    " heter Cell Key Method (CKM): [Skyddsmetoder för röjandekontroll](https://www.scb.se/dokumentation/"
    "statistiska-metoder/skyddsmetoder-for-rojandekontroll/).",
    "From reference year 2025 a small controlled random uncertainty is part of all figures, so totals are not always"
    " equal to the sum of their parts. \r\n \r\n  \r\nThe method is the Cell Key Method (CKM).",
)
_LAST_DAY_NOTE = Note(
    "Uppgiften om folkmängd avser förhållandet den sista dagen i respektive månad.",
    "Population refers to the last day of each month.",
)
_NOT_REVISED_NOTE = Note(
    "Folkmängden redovisas omkring 5–6 veckor efter mättillfället och revideras inte därefter i denna tabell.",
    "Population size is reported about 5-6 weeks after the time of measurement and is not revised afterwards.",
    mandatory=False,
)

_CHANGES = (
    ("100", "folkmängd", "population"),
    ("110", "folkökning", "population increase/decline"),
    ("115", "födda", "births"),
    ("130", "döda", "deaths"),
    ("135", "födelseöverskott", "excess of births over deaths"),
    ("140", "samtliga inflyttningar", "all in-migrations"),
    ("150", "samtliga utflyttningar", "all out-migrations"),
    ("155", "samtliga inrikes inflyttningar", "all domestic in-migrations"),
    ("160", "inflyttningar från kommuner inom länet", "in-migrations from other municipalities within the county"),
    ("170", "inflyttningar från övriga län", "in-migrations from other counties"),
    ("175", "invandringar", "immigration"),
    ("179", "samtliga inrikes utflyttningar", "all domestic out-migrations"),
    ("180", "utflyttningar till kommuner inom länet", "out-migrations to other municipalities within the county"),
    ("190", "utflyttningar till övriga län", "out-migrations to other counties"),
    ("220", "utvandringar", "emigration"),
    ("230", "flyttnetto, totalt", "net migration, total"),
    ("235", "flyttnetto, inrikes", "net migration, domestic (total)"),
    ("240", "flyttnetto, inom länet", "net migration, within a county"),
    ("250", "flyttnetto, övriga Sverige", "net migration, within the rest of Sweden"),
    ("260", "flyttnetto, utrikes", "net migration, international"),
    ("270", "justeringspost", "adjustment"),
)

# TAB1625 as public scripts show it: the labels, the code 100 and no other code of its changes, which are invented here.
_CHANGES_BEFORE_2025 = {
    "230": "flyttningsöverskott totalt",
    "235": "flyttningsöverskott inrikes totalt",
    "240": "flyttningsöverskott eget län",
    "250": "flyttningsöverskott övriga Sverige",
    "260": "invandringsöverskott",
}


def _changes_variable(*rows: tuple[str, str, str]) -> Variable:
    return Variable(code="Forandringar", sv="förändringar", en="changes", values=values(*rows))


MONTHLY_POPULATION = Table(
    id="TAB6473",
    sv="Befolkningsstatistik efter region och kön",
    en="Population statistics by region and sex",
    contents_sv="Befolkning",
    contents_en="Population",
    variables=(
        region_variable(tuple(_CKM_CODELISTS)),
        _changes_variable(*_CHANGES),
        SEX_CKM,
        contents_variable(("000007SR", "Befolkning", "Population")),
    ),
    contents={"000007SR": Content()},
    publications=calendar.population_monthly,
    figures=changes_with_noise,
    notes=(_CKM_NOTE, _LAST_DAY_NOTE, _NOT_REVISED_NOTE, DEMODATA_NOTE),
    path=(*_PATH, ("BE0101G", "Befolkningsförändringar")),
    codelists=_CKM_CODELISTS,
)

MONTHLY_POPULATION_BEFORE_2025 = Table(
    id="TAB1625",
    sv="Befolkningsstatistik per månad efter region och kön",
    en="Population statistics per month by region and sex",
    contents_sv="Befolkning",
    contents_en="Population",
    variables=(
        region_variable(tuple(_OLD_CODELISTS)),
        _changes_variable(
            *(
                ("100" if code == "100" else f"M{code}", _CHANGES_BEFORE_2025.get(code, sv), en)
                for code, sv, en in _CHANGES
            )
        ),
        SEX_WITH_TOTAL,
        contents_variable(("000003KD", "Befolkning", "Population")),
    ),
    contents={"000003KD": Content(measuring="Flow")},
    publications=calendar.population_before_2025,
    figures=changes_exact,
    notes=(_LAST_DAY_NOTE, DEMODATA_NOTE),
    path=(*_PATH, ("BE0101G", "Befolkningsförändringar")),
    codelists=_OLD_CODELISTS,
    contact=False,
)


def _ages_by_age() -> tuple[tuple[str, str, str, tuple[int, int]], ...]:
    """The 134 age codes of TAB6471: single years, five-year and ten-year groups, the total; sorted as SCB does."""
    groups = [(str(age), f"{age} år", (age, age)) for age in range(100)]
    groups += [(f"{low}-{low + 4}", f"{low}-{low + 4} år", (low, low + 4)) for low in range(5, 100, 5)]
    groups += [(f"{low}-{low + 9}", f"{low}-{low + 9} år", (low, low + 9)) for low in range(0, 100, 10)]
    groups.append(("-4", "0-4 år", (0, 4)))
    groups.append(("TotSA", "totalt, samtliga åldrar", (0, 100)))
    groups += [(code, "100+ år", (100, 100)) for code in ("100+", "100+10", "100+5")]

    def order(group: tuple[str, str, tuple[int, int]]) -> tuple[int, int, int]:
        code, _, (low, high) = group
        first = {"0": 0, "TotSA": 1, "-4": 2, "0-9": 3}.get(code, 4)
        return first, low, high - low

    english = {"totalt, samtliga åldrar": "total, all ages"}
    return tuple(
        (code, label, english.get(label, label.replace(" år", " years")), span)
        for code, label, span in sorted(groups, key=order)
    )


_AGES = _ages_by_age()
POPULATION_BY_AGE = Table(
    id="TAB6471",
    sv="Folkmängden per månad efter region, ålder och kön",
    en="Population per month by region, age and sex",
    contents_sv="Folkmängden per månad",
    contents_en="Population per month",
    variables=(
        region_variable(tuple(_CKM_CODELISTS)),
        Variable(
            code="Alder",
            sv="ålder",
            en="age",
            values=values(*((code, sv, en) for code, sv, en, _ in _AGES)),
            notes=(
                Note(
                    "Med ålder avses uppnådd ålder vid årets slut, d.v.s. i princip en redovisning efter födelseår.",
                    "Age refers to the age attained at the end of the year.",
                ),
            ),
        ),
        SEX_CKM,
        contents_variable(("000007SF", "Folkmängden per månad", "Population per month")),
    ),
    contents={"000007SF": Content()},
    publications=calendar.population_monthly,
    figures=population_by_age(tuple(span for _, _, _, span in _AGES)),
    notes=(_CKM_NOTE, _LAST_DAY_NOTE, DEMODATA_NOTE),
    path=(*_PATH, ("BE0101A", "Folkmängd")),
    codelists=_CKM_CODELISTS,
)

_PROJECTED_AGES = (
    *tuple((str(age), f"{age} år", f"{age} years") for age in range(100)),
    ("100+", "100+ år", "100+ years"),
)


def _age_groups(name: str, sv: str, en: str, width: int) -> Codelist:
    """An aggregation of single years; the first group is written `-9`, and members come in no order."""
    rows = []
    for low in range(0, 100, width):
        high = low + width - 1
        members = [str(age) for age in range(low, high + 1)]
        rows.append((f"-{high}" if low == 0 else f"{low}-{high}", f"{low}-{high} år", f"{low}-{high} years", members))
    groups = [(code, label, english, tuple(reversed(members))) for code, label, english, members in rows]
    return Codelist(id=name, sv=sv, en=en, groups=(*groups, ("100+", "100+ år", "100+ years", ("100+",))))


_PROJECTION_CODELISTS = {
    codelist.id: codelist
    for codelist in (
        value_set("vs_RegionLän07EjAggr", "län", "counties", COUNTIES_ONLY),
        value_set("vs_RegionKommun07EjAggr", "kommuner", "municipalities", MUNICIPALITIES_ONLY),
        _age_groups("agg_Ålder5år", "5-årsklasser", "5-year groups", 5),
        _age_groups("agg_Ålder10årJ", "10-årsklasser", "10-year groups", 10),
    )
}
_PROJECTED = (
    ("000004LG", "Folkmängd 31 december", "Population size (31 December)"),
    ("000004LF", "Födda", "Births"),
    ("000004LE", "Döda", "Deaths"),
    ("000004LH", "Inrikes inflyttning", "Internal inmigrations"),
    ("000004LI", "Inrikes utflyttning", "Internal outmigrations"),
    ("000004LJ", "Invandring", "Immigration"),
    ("000004LK", "Utvandring", "Emigration"),
)
PROJECTION = Table(
    id="TAB698",
    sv="Befolkningsframskrivning efter region, kön och ålder",
    en="Population projection by region, sex and age",
    contents_sv="Befolkningsframskrivning",
    contents_en="Population projection",
    variables=(
        Variable(
            code="Region",
            sv="region",
            en="region",
            values=region_values(riket=False),
            show="code_value",
            codelists=("vs_RegionLän07EjAggr", "vs_RegionKommun07EjAggr"),
        ),
        Variable(
            code="Kon",
            sv="kön",
            en="sex",
            values=values(("1", "män", "men"), ("2", "kvinnor", "women")),
            eliminable=True,
        ),
        Variable(
            code="Alder",
            sv="ålder",
            en="age",
            values=values(*_PROJECTED_AGES),
            eliminable=True,
            codelists=("agg_Ålder5år", "agg_Ålder10årJ"),
        ),
        contents_variable(*_PROJECTED),
    ),
    contents={
        code: Content(decimals=4, refperiod_sv="31 december respektive år", measuring="Other")
        for code, _, _ in _PROJECTED
    },
    publications=calendar.projections,
    figures=projection,
    monthly=False,
    notes=(
        Note(
            "Framskrivningen visar vad som händer om antagandena slår in; den är inte officiell statistik.",
            "The projection shows what happens if the assumptions come true; it is not official statistics.",
        ),
        DEMODATA_NOTE,
    ),
    path=(("BE", "Befolkning"), ("BE0401", "Befolkningsframskrivningar"), ("BE0401A", "Aktuell framskrivning")),
    official=False,
    codelists=_PROJECTION_CODELISTS,
    contact=False,
    name="BefProgOsiktRegN",
)


def _archived(vintage: int, table_id: str) -> Table:
    """An older vintage under an id of its own; these ids are invented."""
    return replace(
        PROJECTION,
        id=table_id,
        name=f"BefProgOsiktRegN{vintage % 100}",
        publications=partial(calendar.archived_projection, vintage),
        path=(*PROJECTION.path[:2], ("BE0401B", "Äldre framskrivningar")),
        discontinued=True,
        title_suffix_sv=" (äldre framskrivning)",
    )


POPULATION_TABLES = (
    MONTHLY_POPULATION,
    MONTHLY_POPULATION_BEFORE_2025,
    POPULATION_BY_AGE,
    PROJECTION,
    _archived(2021, "TAB4971"),
    _archived(2022, "TAB5492"),
)
