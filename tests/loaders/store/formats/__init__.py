"""Small stores written by the program as it was at several commits, each with the raw answers it kept."""
