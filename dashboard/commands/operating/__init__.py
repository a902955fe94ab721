"""Commands of those who set up and run a server."""
