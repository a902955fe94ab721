"""A season's months added up and set beside the seasons before: the sums, their tables, and the view of them."""
