"""``lanspuls indicator``: a region's own indicators, declared by answering questions or by options."""
