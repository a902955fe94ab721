"""Calls over HTTP under a publisher's limit: the only sockets, for all sources."""
