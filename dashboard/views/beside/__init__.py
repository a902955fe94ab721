"""Several measures at several places beside each other: what an address chooses, and what stands in every cell."""
