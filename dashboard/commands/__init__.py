"""``lanspuls …``: the one place that joins loaders and dashboard, one file per group of commands."""
