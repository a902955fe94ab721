"""What the circular measures have in common (measure card M16): their files, sets, denominators and caveat.

No open table has municipal employment by detailed industry, so the figures come from an ordered extract, or are
estimated from the business register by the middle of size classes. Sets are in loaders/sni/.
"""

from loaders.ground.declarations import Axis, Code, FileQuery, Level, Measure
from loaders.ground.people.corrections import BY_ROLE

SET = Axis(
    "sni",
    "sni_set",
    {
        name: Code(name)
        for name in ("scb_2007", "scb_2007_rental", "workshops_2007", "candidate_2025", "workshops_2025")
    },
)
DENOMINATOR = Axis("base", "denominator", {name: Code(name) for name in ("all", "business")})
BRANCH = Axis("sni", "branch", {})
BOUND = Axis("bound", "bound", {name: Code(name) for name in ("value", "lowest", "highest")})
CLASSIFICATION = Axis("sni", "classification", {name: Code(name) for name in ("SNI2007", "SNI2025")})
DEFAULT = {"sni_set": "scb_2007", "denominator": "all", "classification": "SNI2007"}
CAVEAT_SV = (
    "Mäter branscher, inte hur cirkulärt företagen arbetar. Andelen beror på vilka branscher som räknas in och på om "
    "man delar med alla sysselsatta eller bara näringslivet."
)
AGE_GROUP = "alla åldrar"
TOPIC = "Besök, ekonomi och hållbarhet"
LAG_DAYS = 700
"""An ordered extract of a year's figures comes when somebody orders it, some two years after the year began."""


def circular_queries(measure: str, *axes: Axis) -> tuple[FileQuery, ...]:
    """The extract and the register, for one of the measures persons, base, share, lowest, highest, branches."""
    return tuple(
        FileQuery(
            source="sni_extract",
            table=table,
            match=match,
            measures=(Measure(Code(measure)),),
            select=axes,
            levels=(Level.NATION, Level.COUNTY, Level.MUNICIPALITY),
            options={"measure": measure, BY_ROLE: "yes"},
            lacking_allowed=1.0,  # whoever orders decides on places and years
            final=True,
            unverified=True,
        )
        for table, match in (
            ("sni-utdrag", r"sni.*utdrag.*(?P<period>\d{4})\.(csv|xlsx|px)$"),
            ("foretagsregister", r"arbetsst.llen.*(?P<period>\d{4})\.(csv|xlsx|px)$"),
        )
    )
