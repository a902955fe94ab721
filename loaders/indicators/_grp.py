"""Regional accounts: TAB3138 for riket and counties, TAB3143 for municipalities (measure card M13).

Current prices; by workplace over mean population. NR0105AH and NR0105AI (TAB3138), NR0105AW and NR0105AY (TAB3143)
were read by third parties; TAB3138's per-inhabitant measure was not, so it is found by label.
TAB3143's region 9900 is unallocated and never asked for.
"""

from loaders.ground.declarations import Announced, CodeRef, Fixed, Level, PxQuery, Release

CAVEAT_SV = (
    "I löpande priser. I kommuner med mycket vattenkraft styrs BRP per invånare av elproduktion och elpris "
    "och säger inget om invånarnas inkomster."
)
LAG_DAYS = 360
RELEASE = Release(335, 360)
"""The December after: from its first day, since the day differs from year to year."""
ANNOUNCED = Announced("NR0105", r"bruttoregionprodukt|bruttoregionalprodukt")
"""*Regionalräkenskaper*: the round that is called *Bruttoregionalprodukt*; of municipalities no round has been seen."""
DEFINITION_SV = (
    "Värdet av allt som produceras i länet eller kommunen under ett år, räknat där arbetsplatsen ligger, "
    "i löpande priser"
)


def grp_queries(in_counties: CodeRef, in_municipalities: CodeRef) -> tuple[PxQuery, PxQuery]:
    """The two tables, each with its own code for the same measure."""
    return (
        PxQuery(
            table="TAB3138",
            announced=ANNOUNCED,
            select=(Fixed("ContentsCode", in_counties),),
            levels=(Level.NATION, Level.COUNTY),
        ),
        PxQuery(
            table="TAB3143",
            select=(Fixed("ContentsCode", in_municipalities),),
            levels=(Level.MUNICIPALITY,),
        ),
    )
