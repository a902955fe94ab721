"""Unemployed as a share of the labour force, 15–74 years, survey, per county and quarter (measure card M3)."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import AKU, aku_query

INDICATOR = Indicator(
    id="lfs_unemployment",
    title_sv="Arbetslöshet, 15–74 år (AKU)",
    short_title_sv="Arbetslöshet enligt AKU",
    slug="arbetsloshet-aku",
    synonyms=(
        "arbetskraftsundersökningarna",
        "AKU",
        "arbetslöshet",
    ),
    queries=(aku_query(r"^procent"),),
    definition_sv=(
        "Andelen av arbetskraften 15–74 år som inte har arbete men söker och kan börja arbeta, enligt en "
        "urvalsundersökning där människor intervjuas. Felmarginalen gäller med 95 procents säkerhet."
    ),
    caveat_sv=("Urvalsundersökning. Felmarginalen är så stor för länet att förändringar sällan är säkerställda."),
    base="lfs_unemployment",
    margin="lfs_unemployment_margin",
    order=170,
    family="arbetslöshet",
    secondary=True,
    wording=Wording(subject_sv="arbetslösheten", noun_sv="arbetslöshet", survey_sv="AKU"),
    **AKU,
)
