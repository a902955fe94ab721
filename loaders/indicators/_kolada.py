"""What Kolada's indicators have in common. Figures are yearly; Kolada collects them from other producers."""

from loaders.ground.declarations import (
    Axis,
    Code,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Level,
    Measure,
    PlaceBasis,
    Release,
    Wording,
)

_SET_CAVEAT_SV = (
    "Nyckeltalen hämtas av RKA från olika källor och har olika enheter, år och definitioner. De visas som de står, "
    "utan jämförelser. Vilka som ingår ändras från år till år."
)


def key_figures(
    id_: str,
    name_sv: str,
    *,
    slug: str,
    words: str,
    pattern: str,
    definition_sv: str,
    subject_sv: str,
    order: int,
    similar: str = "",
) -> Indicator:
    """A set of key figures: not a measure of its own but a table, where each KPI has its own title, unit and year.

    Shown on the page of key figures, never put into words. words, pattern: of the titles of the set's groups. similar:
    what the titles of groups of municipalities begin with that are fetched with it.
    """
    return Indicator(
        id=id_,
        title_sv=f"{name_sv}, enligt nyckeltalet (Kolada)",
        short_title_sv=name_sv,
        slug=slug,
        unit_sv="enligt nyckeltalet",
        decimals=1,
        topic="Besök, ekonomi och hållbarhet",
        grain=Grain.YEAR,
        kind=Kind.AMOUNT,
        place_basis=PlaceBasis.RESIDENCE,
        age_group="enligt nyckeltalet",
        queries=(_set_query(slug, name_sv, words, pattern, similar),),
        default_slice={"kpi": "newest"},
        definition_sv=definition_sv,
        caveat_sv=_SET_CAVEAT_SV,
        publication_lag_days=540,
        release=Release(60, 540, scattered=True),  # each key figure has a day of its own
        base=id_,
        lowest=None,
        supporting=True,
        order=order,
        official=False,
        wording=Wording(subject_sv=subject_sv),
    )


def _set_query(table: str, name_sv: str, words: str, pattern: str, similar: str) -> FileQuery:
    """Every KPI of a set, found by its groups' titles; which they are is not known beforehand."""
    return FileQuery(
        source="kolada",
        table=table,
        called_sv=name_sv,
        match=pattern,
        measures=(Measure(Code("value")),),
        select=(Axis("kpi", "kpi", {}),),
        since="2010",
        options={"set": words} | ({"similar": similar} if similar else {}),
        home_only=True,
        lacking_allowed=0.2,
    )


def municipal_query(table: str, kpi: str, title: str) -> FileQuery:
    """One KPI for all municipalities. title: the pattern its own title must have, unit included."""
    return FileQuery(
        source="kolada",
        table=table,
        called_sv=f"nyckeltal {kpi}",
        match=kpi,
        measures=(Measure(Code("value")),),
        levels=(Level.MUNICIPALITY,),
        since="2010",
        options={"kpi": kpi, "title": title},
    )
