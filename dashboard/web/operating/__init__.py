"""What those who run a server need of it: a path of its own on another's host, a log, figures on itself, its health."""
