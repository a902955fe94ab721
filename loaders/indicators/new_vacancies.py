"""Jobs newly notified to Arbetsförmedlingen in the month (measure card M7); until May 2022 called *nyanmälda platser*.

Positions, not advertisements, and not those under ten days. Never in one figure with the ads of Platsbanken.
"""

from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    LAG_DAYS,
    RELEASE,
    TOPIC,
    vacancies_query,
)

INDICATOR = Indicator(
    id="new_vacancies",
    title_sv="Nya lediga jobb, alla åldrar (AF)",
    short_title_sv="Nya lediga jobb",
    slug="nya-lediga-jobb",
    synonyms=(
        "jobb",
        "lediga jobb",
        "lediga platser",
        "lediga tjänster",
        "platsannonser",
        "vakanser",
        "rekrytering",
        "anmälda jobb",
        "arbetstillfällen",
        "vacancies",
        "job vacancies",
    ),
    unit_sv="antal",
    decimals=0,
    age_group="alla åldrar",
    queries=(vacancies_query(r"^NYA|NYANM"),),
    default_slice={},
    definition_sv=(
        "Antalet lediga jobb som har anmälts till Arbetsförmedlingen under månaden. Jobb kortare än tio dagar ingår "
        "inte. Fram till maj 2022 kallades de nyanmälda platser."
    ),
    caveat_sv=(
        "Jobb som anmälts till Arbetsförmedlingen. Alla lediga jobb annonseras inte där, och en annons kan gälla "
        "många jobb."
    ),
    base="new_vacancies",
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.MONTH_ON_MONTH, Comparison.YEAR_TO_DATE, Comparison.TWELVE_MONTHS),
    order=100,
    family="lediga jobb",
    key="population",
    wording=Wording(
        subject_sv="antalet nya lediga jobb",
        things_sv="nya lediga jobb",
        thing_sv="nytt ledigt jobb",
        perfect_sv="{n} nya jobb anmälts",
    ),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
)
