"""All vacancies at Arbetsförmedlingen at the end of the month; until May 2022 called *kvarstående platser*."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Wording
from loaders.indicators._af import (
    LAG_DAYS,
    RELEASE,
    TOPIC,
    vacancies_query,
)

INDICATOR = Indicator(
    id="all_vacancies",
    title_sv="Alla lediga jobb, alla åldrar (AF)",
    short_title_sv="Alla lediga jobb",
    slug="alla-lediga-jobb",
    synonyms=(
        "jobb",
        "lediga platser",
        "lediga tjänster",
        "platsannonser",
        "vakanser",
        "kvarstående jobb",
    ),
    unit_sv="antal",
    decimals=0,
    age_group="alla åldrar",
    queries=(vacancies_query(r"^ALLA|KVARST|^KVAR"),),
    default_slice={},
    definition_sv=(
        "Antalet lediga jobb hos Arbetsförmedlingen, nya och tidigare anmälda. Fram till maj 2022 kallades de "
        "kvarstående platser."
    ),
    caveat_sv=(
        "Jobb som anmälts till Arbetsförmedlingen. Alla lediga jobb annonseras inte där, och en annons kan gälla "
        "många jobb."
    ),
    base="all_vacancies",
    at_moment=True,
    order=176,
    family="lediga jobb",
    secondary=True,
    wording=Wording(subject_sv="antalet lediga jobb", things_sv="lediga jobb", thing_sv="ledigt jobb"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
)
