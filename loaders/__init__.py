"""Länspuls loaders: from the publishers' open data to Parquet, and the ground that dashboard and loaders share."""
