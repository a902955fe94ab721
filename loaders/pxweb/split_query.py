"""Cutting a request into as few parts as a cell limit allows. Pure; knows the lengths of the sides only.

Every part is a box: some codes of each variable, all combined. Boxes fill the limit badly if one variable is simply
halved until they fit (60 parts where 45 are possible). So the search fills boxes instead: some variables whole, one in
the thickest slices that fit, the others code by code; and does the same to what is left over.
"""

import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

Shape = tuple[int, ...]
Cut = tuple[int, int]
"""(length of the side to cut, thickness of the slices); the last slice may be thinner."""

Attempt = tuple[int, Callable[[], tuple[int, Cut]]]
"""The least number of parts a cut can lead to, and how to count them."""

_BEAM, _EFFORT = 6, 1000
"""Cuts tried at each step, and shapes solved before only the most promising cut is."""
_GOOD_ENOUGH = 1.02
"""A cutting into this many times the least possible number of parts ends the search."""


class Cutter:
    """Finds cuts that lead to few boxes of at most ``limit`` cells. Equal shapes are solved once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._solved: dict[Shape, tuple[int, Cut | None]] = {}

    def cut(self, shape: Shape) -> Cut | None:
        """The cut to make in a box of this shape, None if it is small enough."""
        return self._solve(_sorted(shape))[1]

    def _least(self, count: int) -> int:
        return -(-count // self._limit)

    def _solve(self, shape: Shape) -> tuple[int, Cut | None]:
        if shape not in self._solved:
            self._solved[shape] = self._search(shape)
        return self._solved[shape]

    def _search(self, shape: Shape) -> tuple[int, Cut | None]:
        whole = math.prod(shape)
        if whole <= self._limit:
            return 1, None
        best: tuple[int, Cut | None] | None = None
        beam = _BEAM if len(self._solved) < _EFFORT else 1
        for attempts in (self._filling(shape, beam), self._slicing(shape, beam)):
            for least, attempt in attempts:
                if best is None or least < best[0]:
                    found = attempt()
                    best = found if best is None or found[0] < best[0] else best
                if best[0] <= _GOOD_ENOUGH * self._least(whole):
                    return best
            if best is not None and len(self._solved) >= _EFFORT:
                break
        if best is None:
            raise ValueError(f"no cut brings {shape} under {self._limit} cells")
        return best

    def _filling(self, shape: Shape, beam: int) -> Iterator[Attempt]:
        for least, side, thickness, singly in sorted(self._fillings(shape))[:beam]:
            yield least, partial(self._fill, shape, side, thickness, singly)

    def _slicing(self, shape: Shape, beam: int) -> Iterator[Attempt]:
        for least, minus_thickness, side in sorted(self._slicings(shape))[:beam]:
            yield least, partial(self._slice, shape, minus_thickness, side)

    def _fillings(self, shape: Shape) -> Iterator[tuple[int, int, int, Shape]]:
        """(least number of parts, side to slice, thickness, sides to take code by code)."""
        whole, longer = math.prod(shape), [side for side in shape if side > 1]
        for n, side in enumerate(longer):
            others = longer[:n] + longer[n + 1 :]
            for size in range(len(others) + 1):
                for singly in set(combinations(others, size)):
                    inner = whole // (side * math.prod(singly))
                    if inner <= self._limit:
                        thickness = min(side, self._limit // inner)
                        slices, rest = divmod(side, thickness)
                        least = slices * math.prod(singly) + self._least(rest * whole // side)
                        yield least, side, thickness, singly

    def _fill(self, shape: Shape, side: int, thickness: int, singly: Shape) -> tuple[int, Cut]:
        slices, rest = divmod(side, thickness)
        box = _replaced(shape, side, thickness)
        cuts = [(length, 1) for length in singly]
        if thickness == side:
            first, *cuts = cuts
            slices, box = first[0], _replaced(shape, first[0], 1)
        else:
            first = side, thickness
        parts = slices * math.prod(length for length, _ in cuts)
        parts += self._solve(_replaced(shape, side, rest))[0] if rest else 0
        for n, cut in enumerate(cuts):
            count = math.prod(length for length, _ in cuts[n:])
            known = self._solved.get(box)
            if known is None or count < known[0]:
                self._solved[box] = count, cut
            box = _replaced(box, cut[0], 1)
        return parts, first

    def _slicings(self, shape: Shape) -> Iterator[tuple[int, int, int]]:
        """(least number of parts, minus the thickness, side to slice): any slices, each to be cut further."""
        whole = math.prod(shape)
        for side in set(shape) - {1}:
            for thickness in range(1, side):
                slices, rest = divmod(side, thickness)
                least = slices * self._least(thickness * whole // side) + self._least(rest * whole // side)
                yield least, -thickness, side

    def _slice(self, shape: Shape, minus_thickness: int, side: int) -> tuple[int, Cut]:
        slices, rest = divmod(side, -minus_thickness)
        parts = slices * self._solve(_replaced(shape, side, -minus_thickness))[0]
        parts += self._solve(_replaced(shape, side, rest))[0] if rest else 0
        return parts, (side, -minus_thickness)


def _sorted(lengths: list[int] | Shape) -> Shape:
    return tuple(sorted(lengths))


def _replaced(shape: Shape, side: int, length: int) -> Shape:
    """The shape with one side of another length."""
    others = list(shape)
    others.remove(side)
    return _sorted([*others, length])
