"""What SCB's monthly labour-market status (BAS, TAB6260) has in common for all its measures.

Codes read in TAB6260's metadata as of 2026-08-28. Age 60-64 is coded 060-64 there, and Alder has no elimination.
Our age is 20–64, as before; the headlines of SCB's own releases are of 20–65 since 2026, which can be chosen.
SCB revised the whole preliminary history on 2026-05-28: an ordinary event, not a break.
"""

from loaders.ground.declarations import Announced, Axis, Code, Fixed, PxQuery, Release, Status

DEFAULT_SLICE = {"sex": "total", "age": "20-64", "birth_region": "total"}
LAG_DAYS = 62
RELEASE = Release(53, 61)
"""The 22nd to the 30th of the second month after: June came on 28 August 2026, July on 29 September."""
MARKS = (Status.PRELIMINARY,)
ANNOUNCED = Announced("AM0210")
"""*Befolkningens arbetsmarknadsstatus* in the release calendar: one row a month for all its tables."""
CAVEAT_SV = (
    "Preliminär registerstatistik från SCB, 20–64 år efter bostadsort. SCB:s egen rubrik gäller 20–65 år. "
    "Personer som arbetar i Norge kan saknas bland de sysselsatta."
)


def bas_query(contents_code: str) -> PxQuery:
    """TAB6260 for one measure: 3 sexes, 6 age groups, 3 regions of birth, all places and months."""
    return PxQuery(
        table="TAB6260",
        announced=ANNOUNCED,
        select=(
            Axis("Kon", "sex", {"total": Code("1+2"), "women": Code("2"), "men": Code("1")}),
            Axis(
                "Alder",
                "age",
                {
                    "20-64": Code("20-64"),
                    "20-65": Code("20-65"),
                    "20-24": Code("20-24"),
                    "25-29": Code("25-29"),
                    "55-59": Code("55-59"),
                    "60-64": Code("060-64"),
                },
            ),
            Axis(
                "Fodelseregion",
                "birth_region",
                {"total": Code("tot"), "sweden": Code("in"), "abroad": Code("ut")},
            ),
            Fixed("ContentsCode", Code(contents_code)),
        ),
    )
