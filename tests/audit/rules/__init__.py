"""What the printed rules say of a measure, a place and a period: which rule decides, the word and the reason."""
