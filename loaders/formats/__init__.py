"""From bytes to rows or cubes, without opinions: one module per format, none knows an indicator."""
