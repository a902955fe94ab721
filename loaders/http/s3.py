"""A bucket of S3, or of what speaks as S3 does, as a place where data is shared (loaders/storage/place.py).

botocore speaks; it is an extra (``pip install 'lanspuls[s3]'``) and imported here alone. It finds the credentials where
AWS's programs do (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the role of the machine or container); they
are in no setting and no message. What goes wrong is told by the code that S3 gives, not by its words, which hold a key.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import urllib3

from loaders.ground.errors import StorageUnreachable, UsageError

T = TypeVar("T")
CONNECTIONS = 8
ANY_REGION = "us-east-1"
"""What others than AWS's are signed for where nothing is said: most have none, and take this one."""
CONNECT_SECONDS = 5.0
SLOWEST_BYTES_PER_SECOND = 50_000
"""Together with the time a first byte may take: how long an object may be on its way."""
_PIECE = 1 << 18
_ABSENT = frozenset({"NoSuchKey", "NotFound", "404"})
_TAKEN = frozenset({"PreconditionFailed", "412"})
_AT_ONCE = frozenset({"ConditionalRequestConflict", "409", "OperationAborted"})
_ADVICE = {
    "NoSuchBucket": ("there is no such bucket", "det finns ingen sådan hink (bucket)"),
    "AccessDenied": ("it refuses these credentials (AccessDenied)", "behörigheten räcker inte (AccessDenied)"),
    "403": ("it refuses these credentials (403)", "behörigheten räcker inte (403)"),
    "InvalidAccessKeyId": ("it does not know the access key", "åtkomstnyckeln är okänd"),
    "SignatureDoesNotMatch": ("the secret key is not the access key's", "den hemliga nyckeln stämmer inte"),
    "ExpiredToken": ("the credentials have expired", "behörigheten har gått ut"),
    "RequestTimeTooSkewed": ("this machine's clock is wrong", "den här datorns klocka går fel"),
    "NotImplemented": (
        "it cannot create objects on condition (If-None-Match), without which two machines may write over each other",
        "lagringen kan inte skapa objekt villkorligt (If-None-Match), och då kan två datorer skriva över varandra",
    ),
}
LACKING = UsageError(
    "data in S3 needs botocore: python -m pip install 'lanspuls[s3]'",
    "Data i S3 behöver paketet botocore: python -m pip install 'lanspuls[s3]'",
)


class S3Storage:
    """Objects of a bucket, below a prefix. May be shared by threads.

    endpoint: of another S3 than AWS's; empty for AWS. region: empty for that of the environment. timeout: seconds to
    wait for the next bytes. tries: of each call, the first included.
    """

    def __init__(
        self, bucket: str, prefix: str, *, endpoint: str = "", region: str = "", timeout: float = 10.0, tries: int = 4
    ) -> None:
        self.address = f"s3://{bucket}/{prefix}".rstrip("/")
        self._bucket, self._prefix = bucket, f"{prefix}/" if prefix else ""
        self._timeout, self._tries = timeout, tries
        self._pause = threading.Event()
        try:
            from botocore import exceptions, session
            from botocore.config import Config
        except ImportError:
            raise LACKING from None
        self._client_error = exceptions.ClientError
        self._no_credentials = (exceptions.NoCredentialsError, exceptions.PartialCredentialsError)
        self._errors = (exceptions.BotoCoreError, exceptions.HTTPClientError, urllib3.exceptions.HTTPError, OSError)
        config = Config(
            connect_timeout=min(CONNECT_SECONDS, timeout),
            read_timeout=timeout,
            retries={"total_max_attempts": 1},  # the tries are counted here, bodies cut off among them
            max_pool_connections=CONNECTIONS,
            request_checksum_calculation="when_required",  # others than AWS do not all know the newer checksums,
            response_checksum_validation="when_required",  # and every piece is held against its own hash
            s3={"addressing_style": "path"} if endpoint else None,
        )
        try:
            own = session.get_session()
            if endpoint and not (region or own.get_config_variable("region")):
                region = ANY_REGION
            self._client: Any = own.create_client(
                "s3", region_name=region or None, endpoint_url=endpoint or None, config=config
            )
        except (exceptions.BotoCoreError, ValueError) as error:
            raise self._told(error) from error

    def read(self, name: str, most_bytes: int) -> bytes | None:
        """See Storage."""

        def call() -> bytes | None:
            body = bytearray()
            for piece in self._body(name, most_bytes):
                body += piece
            return bytes(body)

        return self._tried(call, absent=None)

    def read_into(self, name: str, path: Path, size: int) -> bool:
        """See Storage."""

        def call() -> bool:
            with path.open("wb") as file:
                for piece in self._body(name, size + 1):
                    file.write(piece)
            return True

        return self._tried(call, absent=False)

    def create(self, name: str, content: bytes) -> bool:
        """See Storage. A try whose answer was lost may have created it: who must know reads what is there."""

        def call() -> bool:
            try:
                self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=content, IfNoneMatch="*")
            except self._client_error as error:
                if _code(error) in _TAKEN:
                    return False
                raise
            return True

        return self._tried(call, absent=False)

    def put(self, name: str, path: Path) -> None:
        """See Storage."""

        def call() -> None:
            with path.open("rb") as file:
                self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=file)

        self._tried(call, absent=None)

    def size(self, name: str) -> int | None:
        """See Storage."""

        def call() -> int | None:
            found = self._client.head_object(Bucket=self._bucket, Key=self._prefix + name)
            return int(found["ContentLength"])

        return self._tried(call, absent=None)

    def names(self, below: str) -> tuple[str, ...]:
        """See Storage: at most the last few thousand."""

        def call() -> tuple[str, ...]:
            found: list[str] = []
            more: dict[str, str] = {}
            while True:
                answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix + below, **more)
                found += [one["Key"].removeprefix(self._prefix) for one in answer.get("Contents", ())]
                if not answer.get("IsTruncated") or "NextContinuationToken" not in answer:
                    return tuple(found)
                more = {"ContinuationToken": answer["NextContinuationToken"]}

        return self._tried(call, absent=())

    def _body(self, name: str, most_bytes: int) -> Iterator[bytes]:
        """The bytes of an object, at most so many. TimeoutError where they come too slowly."""
        began = monotonic()
        answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
        seconds = 3 * self._timeout + min(int(answer["ContentLength"]), most_bytes) / SLOWEST_BYTES_PER_SECOND
        with _closing(answer["Body"]) as body:
            left = most_bytes
            while left > 0 and (piece := body.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece
                if monotonic() - began > seconds:
                    raise TimeoutError(f"not whole after {seconds:.0f} s")
        stated = int(answer["ContentLength"])
        if left > 0 and most_bytes - left != stated:
            raise ConnectionError("cut off")

    def _tried(self, call: Callable[[], T], *, absent: T) -> T:
        """What a call gives within a number of tries; StorageUnreachable."""
        for number in range(1, self._tries + 1):
            try:
                return call()
            except self._client_error as error:
                if _code(error) in _ABSENT:
                    return absent
                if number == self._tries or not _passes(error):
                    raise self._told(error) from None
            except self._errors as error:
                if number == self._tries or isinstance(error, self._no_credentials) or _is_disk(error):
                    raise self._told(error) from error
            self._pause.wait(0.2 * 2 ** (number - 1) * random.uniform(0.5, 1.0))
        raise StorageUnreachable(self.address, "it was not asked")

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, self._client_error):
            code = _code(error)
            reason, reason_sv = _ADVICE.get(code, (f"it answered {code}", f"svaret var {code}"))
            return StorageUnreachable(self.address, reason, reason_sv)
        if isinstance(error, self._no_credentials):
            return StorageUnreachable(
                self.address,
                "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role",
                "behörighet saknas. Sätt AWS_ACCESS_KEY_ID och AWS_SECRET_ACCESS_KEY, eller ge datorn en roll",
            )
        if _is_disk(error):
            return error
        kind = type(error).__name__
        return StorageUnreachable(
            self.address,
            f"it does not answer as it should ({kind}); see the network, s3_endpoint and s3_region",
            f"lagringen svarar inte som den ska ({kind}). Se efter nätet och inställningarna s3_endpoint och s3_region",
        )


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _passes(error: Any) -> bool:
    """Whether a refusal may be another next time."""
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    return _code(error) in _AT_ONCE or (status >= 500 and status != 501) or status in (408, 429)


def _is_disk(error: Exception) -> bool:
    """Whether it is this machine's disk that failed: a full one is no fault of the network."""
    return isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError) and bool(error.filename)


@contextmanager
def _closing(body: Any) -> Iterator[Any]:
    try:
        yield body
    finally:
        body.close()
