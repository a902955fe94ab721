"""One module per publisher: what it answers, turned into panels in our own vocabulary."""
