"""AKU and vacancies per county and quarter. Ids, codes and titles are invented: SCB's own have not been seen.

Seen in public are the tables' names, RMI's contents and sectors, and the first quarters: RegionIndE1KN and AM0702T03v3
begin with 2024K2, AM0702T11b with 2009K1.
"""

from functools import partial
from typing import Any

from loaders.demo import calendar
from loaders.demo.figures.survey_figures import (
    FIRST_ADJUSTED,
    FIRST_AKU,
    FIRST_NEW_VACANCIES,
    FIRST_VACANCIES,
    LAST_OLD_VACANCIES,
    LAST_QUARTER,
    REST,
    adjusted_openings,
    labour_force,
    openings,
    vacancies,
)
from loaders.demo.shapes import Content, Note, Table, Value, Variable, values
from loaders.demo.tables.common_parts import (
    COUNTIES_ONLY,
    DEMODATA_NOTE,
    RIKET_ONLY,
    contents_variable,
    region_values,
)

_quarterly = partial(Table, monthly=False, quarterly=True)
"""A table of quarters."""
_CITIES = tuple(value for value in region_values() if value.code in ("0180", "1280", "1480"))
_QUARTER = "Respektive kvartal"
_AKU_PATH = (
    ("AM", "Arbetsmarknad"),
    ("AM0401", "Arbetskraftsundersökningarna (AKU)"),
    ("AM0401N", "Länsfördelning"),
)
_LOR_PATH = (("AM", "Arbetsmarknad"), ("AM0702", "Lediga jobb och rekryteringsbehov (LOR)"))
_RMI_PATH = (("AM", "Arbetsmarknad"), ("AM9906", "Regionala matchningsindikatorer"))


def _region(members: tuple[Value, ...]) -> Variable:
    return Variable(code="Region", sv="region", en="region", values=members, show="code_value")


def _thousands() -> Content:
    return Content(unit_sv="1000-tal", unit_en="thousands", decimals=1, refperiod_sv=_QUARTER)


def _per_cent() -> Content:
    return Content(unit_sv="procent", unit_en="percent", decimals=1, refperiod_sv=_QUARTER)


_AKU_CONTENTS = ("000009X1", "000009X2", "000009X3", "000009X4")
AKU = _quarterly(
    id="TAB9318",
    sv="Befolkningen 15-74 år (AKU) efter region, arbetskraftstillhörighet och kön",
    en="Population aged 15-74 (LFS) by region, labour status and sex",
    contents_sv="Befolkningen 15-74 år (AKU)",
    contents_en="Population aged 15-74 (LFS)",
    variables=(
        _region(
            (
                *RIKET_ONLY,
                Value("0050", "Riket utom Stockholms, Skåne och Västra Götalands län", "Rest of country", REST),
                *COUNTIES_ONLY,
                *_CITIES,
            )
        ),
        Variable(
            code="Arbetskraftstillh",
            sv="arbetskraftstillhörighet",
            en="labour status",
            values=values(
                ("TOT", "totalt", "total"),
                ("ALOS", "arbetslösa", "unemployed"),
                ("EIAK", "ej i arbetskraften", "not in the labour force"),
                ("SYSS", "sysselsatta", "employed"),
            ),
        ),
        Variable(
            code="Kon",
            sv="kön",
            en="sex",
            values=values(("1", "män", "men"), ("2", "kvinnor", "women"), ("1+2", "totalt", "total")),
        ),
        contents_variable(
            (_AKU_CONTENTS[0], "1000-tal", "thousands"),
            (_AKU_CONTENTS[1], "Felmarginal ±, 1000-tal", "Margin of error ±, thousands"),
            (_AKU_CONTENTS[2], "Procent", "Percent"),
            (_AKU_CONTENTS[3], "Felmarginal ±, procent", "Margin of error ±, percent"),
        ),
    ),
    contents=dict(zip(_AKU_CONTENTS, (_thousands(), _thousands(), _per_cent(), _per_cent()), strict=True)),
    publications=partial(calendar.quarterly, FIRST_AKU, 50, LAST_QUARTER),
    figures=labour_force,
    notes=(
        Note(
            "Undersökningen gjordes om 2021. Felmarginalen är 95 procents osäkerhetsintervall.",
            "The survey was redesigned in 2021. The margin of error is for 95 per cent confidence.",
        ),
        DEMODATA_NOTE,
    ),
    path=_AKU_PATH,
    name="NAKUBefolkningLK",
)


def _vacancy_table(
    id_: str, sectors: tuple[str, str, str], labels: tuple[str, str, str, str], folder: str, **more: Any
) -> Table:
    codes = tuple(f"0000{id_[-4:]}{n}" for n in range(4))
    return _quarterly(
        id=id_,
        en="E1. Job vacancies by region and sector",
        contents_sv="Lediga jobb",
        contents_en="Job vacancies",
        variables=(
            _region((*RIKET_ONLY, *COUNTIES_ONLY)),
            Variable(
                code="Sektor",
                sv="sektor",
                en="sector",
                values=values(*((f"S{n}", name, name) for n, name in enumerate(sectors, 1))),
            ),
            contents_variable(*((code, label, label) for code, label in zip(codes, labels, strict=True))),
        ),
        contents=dict.fromkeys(codes, Content(refperiod_sv=_QUARTER)),
        figures=vacancies,
        notes=(DEMODATA_NOTE,),
        path=(*_RMI_PATH, (folder, "Lediga jobb")),
        **more,
    )


OLD_VACANCIES = _vacancy_table(
    "TAB9472",
    ("offentlig sektor", "privat sektor", "totalt"),
    (
        "Lediga jobb",
        "Lediga jobb, osäkerhetsmarginal",
        "Lediga jobb med omgående tillträde",
        "Lediga jobb med omgående tillträde, osäkerhetsmarginal",
    ),
    "AM9906O",
    sv="E1. Lediga jobb efter region och sektor",
    publications=partial(calendar.quarterly, FIRST_VACANCIES, 95, LAST_OLD_VACANCIES),
    discontinued=True,
    name="RegionIndE1K",
)
NEW_VACANCIES = _vacancy_table(
    "TAB9561",
    ("offentlig förvaltning", "näringslivet och HIO", "hela ekonomin"),
    (
        "Lediga jobb, totalt",
        "Lediga jobb, totalt, osäkerhetsmarginal",
        "Lediga jobb med omgående tillträde",
        "Lediga jobb med omgående tillträde, osäkerhetsmarginal",
    ),
    "AM9906A",
    sv="E1. Lediga jobb efter region och sektor",
    publications=partial(calendar.quarterly, FIRST_NEW_VACANCIES, 95, LAST_QUARTER),
    name="RegionIndE1KN",
)


def _openings_table(id_: str, name: str, sv: str, part: float) -> Table:
    codes = (f"0000{id_[-4:]}0", f"0000{id_[-4:]}1")
    return _quarterly(
        id=id_,
        name=name,
        sv=sv,
        en="Job openings by region",
        contents_sv="Lediga jobb",
        contents_en="Job openings",
        variables=(
            _region((*RIKET_ONLY, *COUNTIES_ONLY)),
            contents_variable(
                (codes[0], "Lediga jobb", "Job openings"),
                (codes[1], "Lediga jobb, felmarginal ±", "Job openings, margin of error ±"),
            ),
        ),
        contents=dict.fromkeys(codes, Content(refperiod_sv=_QUARTER)),
        publications=partial(calendar.quarterly, FIRST_NEW_VACANCIES, 58, LAST_QUARTER),
        figures=partial(openings, part=part),
        notes=(DEMODATA_NOTE,),
        path=_LOR_PATH,
    )


OPENINGS = _openings_table("TAB9703", "AM0702T03v3", "Lediga jobb, hela ekonomin, efter region", 1.0)
BUSINESS_OPENINGS = _openings_table("TAB9710", "AM0702T10", "Lediga jobb, näringslivet, efter region", 0.66)
ADJUSTED_OPENINGS = _quarterly(
    id="TAB9711",
    name="AM0702T11b",
    sv="Lediga jobb, säsongsrensade värden, efter näringsgren SNI 2007",
    en="Job openings, seasonally adjusted, by industrial classification NACE Rev. 2",
    contents_sv="Lediga jobb",
    contents_en="Job openings",
    variables=(
        Variable(
            code="SNI2007",
            sv="näringsgren SNI 2007",
            en="industry NACE Rev. 2",
            values=values(
                ("A-S", "totalt", "total"),
                ("B-F", "varuproducenter", "producers of goods"),
                ("G-S", "tjänsteproducenter", "producers of services"),
            ),
        ),
        contents_variable(
            ("00009711A", "Lediga jobb, säsongsrensade", "Job openings, seasonally adjusted"),
            ("00009711B", "Lediga jobb, trend", "Job openings, trend"),
        ),
    ),
    contents=dict.fromkeys(("00009711A", "00009711B"), Content(refperiod_sv=_QUARTER)),
    publications=partial(calendar.quarterly, FIRST_ADJUSTED, 58, LAST_QUARTER),
    figures=adjusted_openings,
    notes=(DEMODATA_NOTE,),
    path=_LOR_PATH,
)

SURVEY_TABLES = (AKU, OLD_VACANCIES, NEW_VACANCIES, OPENINGS, BUSINESS_OPENINGS, ADJUSTED_OPENINGS)
