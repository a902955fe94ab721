"""An own headline held against the claims it stands over: what it says that the figures do not. Pure.

``check_headline(text, claims)`` gives a finding for each thing said; a headline without findings agrees with them.
"""

from dashboard.words.checking.findings import Fault, Finding
from dashboard.words.checking.headline import check_headline

__all__ = ["Fault", "Finding", "check_headline"]
