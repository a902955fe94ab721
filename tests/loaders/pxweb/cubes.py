"""Small answers and declarations one can check by hand, and helpers to lay them out."""

import dataclasses

import numpy as np

from loaders.catalogue import CATALOGUE
from loaders.formats.cube import Cube
from loaders.ground.declarations import Code, Fixed, Level, PxQuery
from loaders.pxweb.selection import ResolvedQuery

COUNTIES = (Level.NATION, Level.COUNTY)


def cube(codes, values, status=None, symbols=("",), undelivered=None):
    """A cube of these codes per variable; time is Tid."""
    return Cube(
        ids=tuple(codes),
        codes={name: tuple(each) for name, each in codes.items()},
        labels={name: {code: code for code in each} for name, each in codes.items()},
        dimension_labels={name: name for name in codes},
        units={},
        roles={"time": ("Tid",)},
        eliminable={},
        codelists={},
        updated=None,
        source="SCB",
        label="",
        table="TAB1",
        notes=(),
        values=np.array(values, float),
        status=None if status is None else np.array(status, np.uint8),
        symbols=symbols,
        undelivered=undelivered,
    )


def resolved(query, codes):
    """A query with the codes found for it."""
    return ResolvedQuery(query, codes, (), (), (), ())


def yearly(**changes):
    """The grp declaration with another query or other fields."""
    query = PxQuery(table="TAB1", select=(Fixed("ContentsCode", Code("A")),), levels=(Level.NATION,))
    return dataclasses.replace(CATALOGUE["grp"], **{"queries": (query,), **changes})
