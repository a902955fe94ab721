"""Pages: layout and wiring only. What they show comes finished from views."""
