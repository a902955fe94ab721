"""``lanspuls run``: one process that starts the parts of a service, watches them, and tells people what is wrong.

    supervisor  ─┬─ serve       the pages; the supervisor holds their port, so that nobody is refused while they restart
                 ├─ fetch       what may be out by the calendar
                 ├─ prepare     the next meeting's draft, after new figures and each morning
                 ├─ verify      all that is kept, each week
                 └─ tell        a message: file, e-mail, webhook

A part is a process of its own, which may crash, hang or write without end. It is given a line of JSON on stdin, tells
lines of JSON on stdout, and ends when its stdin is closed, whatever became of the supervisor: nothing is left behind.
The supervisor reads no figures and imports nothing that does.
"""
