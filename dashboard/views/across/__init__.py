"""Many municipalities at once: their values in one period, how sure they are, and their quarters."""
