"""What Kolada's indicators have in common. Figures are yearly; Kolada collects them from other producers."""

from loaders.model import Axis, Code, FileQuery, Level, Measure

PUBLISHER_SV = "Kolada (RKA)"
TERMS_SV = "CC BY 4.0. Källa: Kolada (RKA)"
SET_CAVEAT_SV = (
    "Nyckeltalen hämtas av RKA från olika källor och har olika enheter, år och definitioner. De visas som de står, "
    "utan jämförelser. Vilka som ingår ändras från år till år."
)


def set_query(table: str, words: str, pattern: str) -> FileQuery:
    """Every KPI of a set, found by its groups' titles; which they are is not known beforehand."""
    return FileQuery(
        source="kolada",
        table=table,
        match=pattern,
        measures=(Measure(Code("value")),),
        select=(Axis("kpi", "kpi", {}),),
        since="2010",
        options={"set": words},
        lacking_allowed=0.2,
    )


def municipal_query(table: str, kpi: str, title: str, never: str) -> FileQuery:
    """One KPI for all municipalities, its title held against what it is declared to be."""
    return FileQuery(
        source="kolada",
        table=table,
        match=kpi,
        measures=(Measure(Code("value")),),
        levels=(Level.MUNICIPALITY,),
        since="2010",
        options={"kpi": kpi, "title": title, "never": never},
    )
