"""The store as arrays in memory, arithmetic of series, and where figures come from."""
