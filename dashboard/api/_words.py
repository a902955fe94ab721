"""The words of an address as a Query, each fault said with the nearest word."""

from typing import TypeVar
from urllib.parse import parse_qsl

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from dashboard.api._kind import Query
from dashboard.views.links.foreign import is_tracking
from loaders.ground import names
from loaders.ground.errors import UsageError

Q = TypeVar("Q", bound=Query)
MOST_WORDS = 60


def read_words(search: str, model: type[Q]) -> Q:
    """What a query string says. A word may stand several times, which is the same as commas between its values.

    UsageError for a word there is not, one without a value, and a value that its class does not take.
    """
    try:
        pairs = parse_qsl(search, keep_blank_values=True, max_num_fields=MOST_WORDS, errors="replace")
    except ValueError:
        raise UsageError(
            f"more than {MOST_WORDS} words in the address", f"Adressen har fler än {MOST_WORDS} ord."
        ) from None
    said: dict[str, str] = {}
    for word, text in pairs:
        if is_tracking(word):
            continue
        known = _known(word, model)
        if not text.strip():
            raise UsageError(
                f"'{known}' has no value", f"Ordet ”{known}” saknar värde. Skriv ett, eller ta bort ordet."
            )
        said[known] = f"{said[known]},{text}" if known in said else text
    try:
        return model.model_validate(said)
    except ValidationError as error:
        raise _told(error, model) from None


def _known(word: str, model: type[Query]) -> str:
    fields = model.model_fields
    if word in fields:
        return word
    near = names.nearest(word[:100], fields)
    listed = ", ".join(fields) or "inga ord"
    meant = f"Menade du ”{near}”? " if near else ""
    raise UsageError(
        f"'{word}' is no word of this address; there are {listed}",
        f"Ordet ”{word}” finns inte i den här adressen. {meant}Här finns: {listed}.",
    )


def _told(error: ValidationError, model: type[Query]) -> UsageError:
    """The first fault of several."""
    fault = error.errors(include_url=False, include_context=True)[0]
    word = ".".join(str(part) for part in fault["loc"]) or "adressen"
    expected = fault.get("ctx", {}).get("expected", "")
    if expected:
        allowed = expected.replace(" or ", ", ").replace("'", "")
        return UsageError(f"{word}: it must be one of {allowed}", f"Ordet ”{word}” kan vara: {allowed}.")
    if fault["type"] == "string_too_long":
        return UsageError(f"{word} is too long", f"Ordet ”{word}” är för långt. Dela upp frågan i flera.")
    known = model.model_fields.get(word)
    if known is not None and fault["type"].startswith(("int_", "greater_", "less_")):
        return _no_number(word, known)
    example = f" Skriv till exempel {word}={known.examples[0]}." if known is not None and known.examples else ""
    return UsageError(f"{word}: {fault['msg']}", f"Värdet av ordet ”{word}” går inte att förstå.{example}")


def _no_number(word: str, known: FieldInfo) -> UsageError:
    """What a word that counts may be: its bounds and its example, as the document declares them."""
    least = next(one.ge for one in known.metadata if hasattr(one, "ge"))
    most = next(one.le for one in known.metadata if hasattr(one, "le"))
    example = known.examples[0] if known.examples else most
    return UsageError(
        f"{word} must be an integer from {least} to {most}, such as {word}={example}",
        f"Ordet ”{word}” är ett heltal från {least} till {most}. Skriv till exempel {word}={example}.",
    )
