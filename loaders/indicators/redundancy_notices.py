"""Persons given notice of redundancy (measure card M8): lumps, where only sums of twelve months are put in words.

Counted are notices of at least 5 persons, or 20 within 90 days (lag 1974:13). No figures exist per municipality.
"""

from loaders.ground.declarations import (
    Comparison,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Label,
    Level,
    Measure,
    PlaceBasis,
    Release,
    Wording,
)

INDICATOR = Indicator(
    id="redundancy_notices",
    title_sv="Varsel om uppsägning, berörda personer i alla åldrar (AF)",
    short_title_sv="Varsel",
    slug="varsel",
    synonyms=(
        "uppsägning",
        "uppsagda",
        "varslade",
        "neddragning",
        "nedskärning",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.LUMPS,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla åldrar",
    queries=(
        FileQuery(
            source="varsel",
            table="varsel-lan",
            called_sv="tidsserier över varsel per län",
            match=(
                r"^(?!.*bransch).*varsel.*?(?<![a-zåäö])l[aä]n(?![a-zåäö]).*?"
                r"(?P<period>20\d{2}-(?:0[1-9]|1[0-2])|)\.xlsx$"
            ),
            measures=(Measure(Label(r"varsl|varsel|person|antal")),),
            place=(Label(r"^L[AÄ]N"),),
            period=(Label(r"^PERIOD|MÅNAD"),),
            levels=(Level.COUNTY,),
            lacking_allowed=0.3,
            unverified=True,
        ),
    ),
    default_slice={},
    definition_sv="Antalet personer som omfattas av de varsel om uppsägning som arbetsgivare lämnat under månaden.",
    caveat_sv=(
        "Varsel redovisas bara för län. Alla varslade blir inte uppsagda, och varsel under fem personer ingår inte."
    ),
    publication_lag_days=24,
    release=Release(10, 21),
    comparisons=(Comparison.TWELVE_MONTHS,),
    base="redundancy_notices",
    exists_since={Level.COUNTY: "1992-01"},
    order=150,
    official=False,
    wording=Wording(
        subject_sv="antalet varslade",
        things_sv="varslade",
        thing_sv="varslad",
        event_sv="varslades {n} personer om uppsägning",
        perfect_sv="{n} personer varslats om uppsägning",
        none_sv="varslades ingen om uppsägning",
        nobody_sv="ingen varslades om uppsägning",
    ),
)
