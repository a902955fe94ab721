"""Behind Caddy, by its file in deploy/ as it is: as part ``nginx``, with certificates of Caddy's own making."""

from functools import partial

from tests.operate import part_nginx

run = partial(part_nginx.run, front="Caddy")
