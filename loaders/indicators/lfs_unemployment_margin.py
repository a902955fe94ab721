"""Margins of error (95 per cent) of ``lfs_unemployment``, percentage points."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._surveys import AKU, aku_query

INDICATOR = Indicator(
    id="lfs_unemployment_margin",
    title_sv="Felmarginal för arbetslöshet, 15–74 år (AKU)",
    short_title_sv="Felmarginal, AKU",
    slug="arbetsloshet-aku-felmarginal",
    queries=(aku_query(r"^(felmarginal|osäkerhetsmarginal).*procent"),),
    definition_sv="Halva bredden av ett 95-procentigt osäkerhetsintervall för arbetslösheten enligt AKU.",
    caveat_sv="Gäller bara urvalsfelet.",
    base="lfs_unemployment",
    supporting=True,
    wording=Wording(
        subject_sv="felmarginalen för arbetslösheten", noun_sv="felmarginal för arbetslöshet", survey_sv="AKU"
    ),
    order=28,
    **AKU,
)
