"""JobTech's archives of ads, counted: lines of JSON to counts a month, place and occupational field. Never an ad.

``ads`` reads one ad, ``opening`` a file in parts, ``counted`` holds what is kept of a file, ``bulk`` runs parts side by
side, on this machine or on a Dask cluster.
"""
