"""Yrkesbarometern (measure card M18): Arbetsförmedlingen's judgement of occupations, in words of short lists.

Stored as places in those lists (vocabulary.JUDGED) with the word itself as symbol; the vintage is the round
(2026-1). Never a card or a curve: the page Utsikter shows the words, and none finer than the level it was judged at.
"""

from loaders.ground.declarations import (
    Axis,
    Code,
    Comparison,
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

INDICATOR = Indicator(
    id="occupational_outlook",
    title_sv="Yrkesbarometern, bedömningar för alla åldrar (AF)",
    short_title_sv="Yrkesbarometern",
    slug="yrkesbarometern",
    unit_sv="plats i ordlistan",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.YEAR,
    kind=Kind.STOCK,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla åldrar",
    queries=(
        FileQuery(
            source="yrkesbarometern",
            table="yrkesbarometer",
            called_sv="Yrkesbarometern",
            measures=(
                Measure(Code("jobbmojligheter"), {"judgement": "opportunities"}),
                Measure(Code("rekryteringssituation"), {"judgement": "recruitment"}),
                Measure(Code("prognos"), {"judgement": "demand"}),
                Measure(Code("hogsta_bedomningsniva"), {"judgement": "level"}),
                Measure(Code("delvis_helt"), {"judgement": "coverage"}),
            ),
            select=(Axis("yb_yrke", "occupation", {}),),
            place=(Code("lan"),),
            period=(Code("omgang"),),
            levels=(Level.NATION, Level.COUNTY),
            vintage=True,
            final=True,  # rounds come at no fixed day: asked for now and then, never late
            lacking_allowed=0.3,
        ),
    ),
    default_slice={"occupation": "newest", "vintage": "newest", "judgement": "recruitment"},
    definition_sv=(
        "Arbetsförmedlingens bedömning, två gånger om året, av möjligheterna till arbete och av "
        "rekryteringssituationen i ett yrke, och av efterfrågan på fem års sikt."
    ),
    caveat_sv=("En bedömning, ingen mätning. Många bedömningar för länet gäller en större del av landet än länet."),
    publication_lag_days=200,
    release=Release(160, 200),
    comparisons=(Comparison.VINTAGES,),
    base="occupational_outlook",
    lowest=1.0,
    highest=4.0,
    supporting=True,
    order=900,
    official=False,
    wording=Wording(subject_sv="bedömningen av yrket", noun_sv="bedömning"),
)
