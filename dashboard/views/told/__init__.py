"""What is said on a measure's page after its claim: what other places, years, measures and publications add to it."""
