"""``python -m building.narrow_font FILE``: leave out of Inter what pages never show, which is a third of its bytes.

Kept are all letters, optical sizes, weights from 400 to 700, kerning, figures of one width and what letters in context
need. Left out are lighter and heavier weights, fractions and figures of other kinds.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum"]
WEIGHTS = (400, 700)


def narrow(file: Path) -> None:
    """Write a font anew with less in it."""
    font = TTFont(file, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, hinting=False)
    kept = subset.Subsetter(options)
    kept.populate(unicodes=font.getBestCmap())
    kept.subset(font)
    made = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    made.flavor = "woff2"
    made.save(file)


if __name__ == "__main__":
    narrow(Path(sys.argv[1]))
