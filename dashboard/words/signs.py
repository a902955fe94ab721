"""Every status in words, and the key to the signs of tables."""

from loaders.ground.declarations import Status

STATUS_WORDS = {
    Status.SUPPRESSED: "visas inte (sekretess)",
    Status.MISSING: "saknas",
    Status.NOT_PUBLISHED: "ännu inte publicerad",
    Status.NOT_APPLICABLE: "ej tillämplig",
    Status.WITHDRAWN: "indragen",
    Status.NIL: "inget att redovisa",
    Status.LOWER_BOUND: "minst",
    Status.INCOMPLETE: "ofullständig",
    Status.ESTIMATED: "skattad",
    Status.PROJECTED: "framskrivning",
    Status.NOISE_ADDED: "med små avvikelser som skydd",
    Status.PRELIMINARY: "preliminär",
}
"""Every status but the empty one, in words."""
NOT_FETCHED = "inte hämtad"
"""What stands for a place of which nothing is stored: what its number is nobody here has asked."""
SIGNS = (
    ("0", "mindre än hälften av den enhet som visas"),
    ("–", "inget finns att redovisa: en verklig nolla"),
    ("..", "uppgiften saknas hos källan"),
    ("visas inte (sekretess)", "källan döljer uppgiften för att skydda enskilda"),
    ("ännu inte publicerad", "uppgiften väntas, men källan har inte gett ut den"),
    ("ej tillämplig", "uppgiften kan inte finnas, till exempel före seriens början"),
    (NOT_FETCHED, "måttet hämtas inte för platsen"),
    ("indragen", "källan har dragit tillbaka uppgiften"),
    ("minst", "en del är dold, så det rätta talet är lika stort eller större"),
    ("prel.", "preliminär uppgift som kan ändras"),
)
"""The key to the signs of tables: (sign, meaning)."""
