"""Pages on where figures come from, when the next ones do, and how far everybody can use these pages."""
