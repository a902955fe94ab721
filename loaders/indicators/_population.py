"""SCB's monthly population statistics: TAB6473 from 2025M01, TAB1625 before it.

TAB6473's codes were read in its metadata. Of TAB1625 its content, the number of residents and both sexes were seen in
public scripts by code, the flows by label alone.
"""

from collections.abc import Mapping

from loaders.ground.declarations import Announced, Axis, Break, Code, Fixed, Label, PxQuery, Severity, Total

STITCH = Break(
    period="2025-01",
    severity=Severity.NOISE,
    tolerance=10,
    reason_sv="SCB har från 2025 lagt in små avvikelser som skydd.",
)
NOISY = ("TAB6473",)
"""The table whose figures carry the noise; those before 2025 are as registered."""
LAG_DAYS = 42
ANNOUNCED = Announced("BE0101")
"""*Befolkningsstatistik* in the release calendar: months, quarters and years each have rows of their own."""


def population_queries(components: Mapping[str, tuple[str, str]] | None) -> tuple[PxQuery, PxQuery]:
    """The two tables stitched at 2025-01.

    ``components`` maps our value to (TAB6473's code, whole label in TAB1625); None asks for the number of
    residents alone, which is then no dimension.
    """
    now: Axis | Fixed
    before: Axis | Fixed
    if components is None:
        now = before = Fixed("Forandringar", Code("100"))
    else:
        now = Axis("Forandringar", "component", {ours: Code(code) for ours, (code, _) in components.items()})
        labels = {ours: Label(f"^{label}$") for ours, (_, label) in components.items()}
        before = Axis("Forandringar", "component", labels)
    return (
        PxQuery(
            table="TAB1625",
            select=(before, Total("Kon", Code("1+2")), Fixed("ContentsCode", Code("000003KD"))),
            until="2024-12",
            final=True,
        ),
        PxQuery(
            table="TAB6473",
            announced=ANNOUNCED,
            select=(now, Total("Kon", Code("TotSa")), Fixed("ContentsCode", Code("000007SR"))),
            since="2025-01",
        ),
    )
