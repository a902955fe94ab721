"""A name stands in an area where all of it lies within the border, whatever the box around that is."""

from dashboard.figures.across.rings import is_inside, spread

BENT = ((0, 10, 10, 2, 2, 0), (0, 0, 2, 2, 10, 10))
"""An area like an L: two wide below and to the left."""


def test_a_text_is_inside_where_all_of_it_lies_within_the_border():
    assert is_inside((1, 0.5, 9, 1.5), BENT) and is_inside((0.5, 3, 1.5, 9), BENT)
    assert not is_inside((1, 1, 9, 4), BENT)  # within the box around the area, over its border
    assert not is_inside((3, 3, 4, 4), BENT)
    assert spread(BENT) == 100
