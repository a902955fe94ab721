"""The deck of an edition: its frame (``base``), native charts (``charts``), slides (``slides``), the same bytes."""
