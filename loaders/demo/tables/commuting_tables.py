"""TAB3204, TAB3785 and TAB1828: the yearly registers of who works where (BAS), written from what public code shows.

Seen there: ids, variables, the contents' codes and Swedish labels, the years (2020-2024; TAB3785 the year after) and
TAB3204's title. The other titles, TAB1828's third content and its English are invented.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from loaders.demo import calendar
from loaders.demo.figures.commuting_figures import commuters, day_and_night
from loaders.demo.shapes import Content, Figures, Publication, Table, Variable, values
from loaders.demo.tables.common_parts import (
    BIRTH_REGION,
    DEMODATA_NOTE,
    MUNICIPALITIES_ONLY,
    SEX_WITH_TOTAL,
    contents_variable,
    region_variable,
)

_PATH = (
    ("AM", "Arbetsmarknad"),
    ("AM0210", "Befolkningens arbetsmarknadsstatus (BAS)"),
    ("AM0210F", "Årligt register"),
)
_YEAR = Content(refperiod_sv="Respektive år")
_ALL = Variable(
    code="SNI2007",
    sv="näringsgren SNI 2007",
    en="industrial classification NACE Rev. 2",
    values=values(("A-U+US", "Total", "all industries")),
    eliminable=True,
    total="A-U+US",
)


def _day_and_night(
    id_: str,
    ending: str,
    codes: tuple[str, str],
    *,
    publications: Callable[[date], Sequence[Publication]],
    figures: Figures,
    name: str,
) -> Table:
    title = f"Sysselsatta 15–74 år efter region, kön, näringsgren (SNI 2007) och födelseregion. {ending}"
    return Table(
        id=id_,
        sv=title,
        en="Employed 15–74 years by region, sex, industry (NACE Rev. 2) and region of birth",
        contents_sv="Sysselsatta 15–74 år",
        contents_en="Employed 15–74 years",
        variables=(
            region_variable(()),
            SEX_WITH_TOTAL,
            _ALL,
            BIRTH_REGION,
            contents_variable(
                (codes[0], "sysselsatta efter arbetsställets belägenhet", "employed by location of workplace"),
                (codes[1], "sysselsatta efter bostadens belägenhet", "employed by location of dwelling"),
            ),
        ),
        contents=dict.fromkeys(codes, _YEAR),
        monthly=False,
        notes=(DEMODATA_NOTE,),
        path=_PATH,
        publications=publications,
        figures=figures,
        name=name,
    )


FINAL = _day_and_night(
    "TAB3204",
    "Årligt register",
    ("000002XH", "000002XI"),
    publications=calendar.registers_final,
    figures=day_and_night,
    name="ArRegArbStDoN",
)
PRELIMINARY = _day_and_night(
    "TAB3785",
    "Preliminär statistik",
    ("000005FG", "000005FH"),
    publications=calendar.registers_preliminary,
    figures=partial(day_and_night, preliminary=True),
    name="ArbStDoNArNN",
)
_COMMUTERS = ("000000QI", "000000QJ", "000000QK")
COMMUTERS = Table(
    id="TAB1828",
    sv="Pendlare 15–74 år efter kommun och kön. Årligt register",
    en="Commuters 15–74 years by municipality and sex",
    contents_sv="Pendlare 15–74 år",
    contents_en="Commuters 15–74 years",
    variables=(
        Variable(code="Kommun", sv="kommun", en="municipality", values=MUNICIPALITIES_ONLY, show="code_value"),
        SEX_WITH_TOTAL,
        contents_variable(
            (_COMMUTERS[0], "bostad utanför kommunen men arbetsställe i kommunen", "commuting in"),
            (_COMMUTERS[1], "bostad i kommunen men arbetsställe utanför kommunen", "commuting out"),
            (_COMMUTERS[2], "bostad och arbetsställe i kommunen", "living and working in the municipality"),
        ),
    ),
    contents=dict.fromkeys(_COMMUTERS, _YEAR),
    publications=calendar.registers_final,
    figures=commuters,
    monthly=False,
    notes=(DEMODATA_NOTE,),
    path=_PATH,
    name="ArRegPend1",
)

COMMUTING_TABLES = (FINAL, PRELIMINARY, COMMUTERS)
