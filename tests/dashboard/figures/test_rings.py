"""A name stands in an area where all of it lies within the border, whatever the box around that is."""

from dashboard.figures.across.rings import border, is_free, is_inside, spread

BENT = border((0, 10, 10, 2, 2, 0), (0, 0, 2, 2, 10, 10))
"""An area like an L: two wide below and to the left."""


def test_a_text_is_inside_where_all_of_it_lies_within_the_border():
    assert is_inside((1, 0.5, 9, 1.5), BENT) and is_inside((0.5, 3, 1.5, 9), BENT)
    assert not is_inside((1, 1, 9, 4), BENT)  # within the box around the area, over its border
    assert not is_inside((3, 3, 4, 4), BENT)
    assert spread(BENT) == 100


def test_a_spike_between_the_corners_of_a_text_leaves_it_outside():
    notched = border((0, 10, 10, 6.2, 6, 5.8, 0), (0, 0, 10, 10, 1, 10, 10))  # a thin cut from above, beside its middle
    assert is_inside((0.5, 2, 5.5, 4), notched) and not is_inside((1, 2, 9.5, 4), notched)


def test_a_border_that_touches_itself_has_an_inside():
    eight = border((0, 4, 4, 0, 0, -4, -4, 0), (0, 0, 4, 4, 0, 0, -4, -4))
    assert is_inside((1, 1, 3, 3), eight) and not is_inside((-3, 1, 3, 3), eight)


def test_fields_that_only_touch_are_free():
    assert is_free((0, 0, 2, 2), [(2, 0, 4, 2), (0, 2, 2, 4)])
    assert not is_free((0, 0, 2, 2), [(5, 5, 6, 6), (1, 1, 4, 4)])
