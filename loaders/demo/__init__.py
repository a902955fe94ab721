"""A simulated publisher: answers like SCB PxWebApi v2, with invented figures (DEMODATA).

It serves the demo and, through tests/simulated, where everything can be made to go wrong, the tests. Start it with
`loaders.demo.server.running_publisher` (a background thread) or `loaders.demo.server.main` (the foreground). The tables
are written by hand from SCB's published codes; nothing here reads the project's own indicator declarations, so the two
can disagree and a test can notice.
"""
