"""Variables, code lists and notes that several simulated tables share."""

from loaders.demo.regions import RIKET, regions
from loaders.demo.shapes import Codelist, Note, Value, Variable, values


def region_values(*, riket: bool = True, counties: bool = True, municipalities: bool = True) -> tuple[Value, ...]:
    """Regions in publication order; positions are always those among all 312."""
    places = regions()
    wanted = {2: counties, 4: municipalities}
    return tuple(
        Value(code, sv, en, row)
        for row, (code, sv, en) in enumerate(zip(places.codes, places.names_sv, places.names_en, strict=True))
        if (riket if code == RIKET else wanted[len(code)])
    )


def value_set(name: str, sv: str, en: str, members: tuple[Value, ...]) -> Codelist:
    """A `vs_` list: a choice among the variable's own codes."""
    return Codelist(id=name, sv=sv, en=en, groups=tuple((v.code, v.sv, v.en, (v.code,)) for v in members))


RIKET_ONLY = region_values(counties=False, municipalities=False)
COUNTIES_ONLY = region_values(riket=False, municipalities=False)
MUNICIPALITIES_ONLY = region_values(riket=False, counties=False)


def region_variable(codelists: tuple[str, ...], *, eliminable: bool = True) -> Variable:
    """Region with all 312 codes; left out, it is the country."""
    return Variable(
        code="Region",
        sv="region",
        en="region",
        values=region_values(),
        eliminable=eliminable,
        total=RIKET if eliminable else None,
        show="code_value",
        codelists=codelists,
    )


def contents_variable(*rows: tuple[str, str, str]) -> Variable:
    """The content dimension: never eliminable."""
    return Variable(code="ContentsCode", sv="tabellinnehåll", en="observations", values=values(*rows))


SEX_CKM = Variable(
    code="Kon",
    sv="kön",
    en="sex",
    values=values(
        ("TotSa", "totalt, samtliga män och kvinnor", "total, all men and women"),
        ("1", "män", "men"),
        ("2", "kvinnor", "women"),
    ),
    eliminable=True,
    total="TotSa",
)
SEX_WITH_TOTAL = Variable(
    code="Kon",
    sv="kön",
    en="sex",
    values=values(("1", "män", "men"), ("2", "kvinnor", "women"), ("1+2", "totalt", "total")),
    eliminable=True,
    total="1+2",
)
BIRTH_REGION = Variable(
    code="Fodelseregion",
    sv="födelseregion",
    en="region of birth",
    values=values(
        ("tot", "totalt", "total"),
        ("in", "inrikes födda", "born in Sweden"),
        ("ut", "utrikes födda", "foreign born"),
    ),
    eliminable=True,
    total="tot",
)
DEMODATA_NOTE = Note(
    "DEMODATA: alla siffror är påhittade av en simulerad utgivare. De får inte användas som statistik.",
    "DEMODATA: all figures are invented by a simulated publisher. Do not use them as statistics.",
)
