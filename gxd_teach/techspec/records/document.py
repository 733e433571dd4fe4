"""What every exchanged record has in common: it is immutable, keeps what it does not know, and
is read from and written to JSON without loss.

PACT Technical Specifications (WBCSD), data model of v2 and v3: receivers accept properties
they do not know. JSON itself is RFC 8259.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from gxd_teach.errors import ProblemsError
from gxd_teach.techspec.records.identifiers import Urn, Uuid
from gxd_teach.techspec.records.json_text import read_json, write_json
from gxd_teach.techspec.records.problems import not_json, problems_of
from gxd_teach.techspec.records.wire import WIRE, distinct

__all__ = ["Part", "Record", "Text", "Texts", "Urns", "Uuids"]

Text = Annotated[str, Field(min_length=1)]
Urns = Annotated[tuple[Urn, ...], AfterValidator(distinct)]
Uuids = Annotated[tuple[Uuid, ...], AfterValidator(distinct)]
Texts = Annotated[tuple[Text, ...], AfterValidator(distinct)]

R = TypeVar("R", bound="Record")


class Part(BaseModel):
    """A part of a record. What we do not know of it is kept and passed on."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Record(Part):
    """A whole record: `to_json` and `from_json` are each other's inverse.

    Two records are equal when they say the same, from whichever bytes they were read.
    """

    SUBJECT: ClassVar[str] = ""  # what a reader of an error calls it; the class's name if empty
    _received: bytes | None = PrivateAttr(default=None)

    @classmethod
    def from_json(cls: type[R], text: bytes | str) -> R:
        """Read a record; `ProblemsError` lists everything that is wrong with it at once."""
        if not isinstance(text, (bytes, bytearray, str)):
            raise ProblemsError(cls._subject(), [not_json(type(text).__name__)])
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
        try:
            value = read_json(data)
        except ValueError as error:
            raise ProblemsError(cls._subject(), [not_json(str(error))]) from None
        record = cls.from_value(value)
        record._received = data
        return record

    @classmethod
    def from_value(cls: type[R], value: Any) -> R:
        """Read a record from what a JSON reader made of it: objects are dicts, null is None."""
        try:
            return cls.model_validate(value, context=WIRE)
        except ValidationError as error:
            raise ProblemsError(cls._subject(), problems_of(error)) from None

    @classmethod
    def _subject(cls) -> str:
        return cls.SUBJECT or cls.__name__

    def to_json(self) -> bytes:
        """The record as JSON (UTF-8): decimals exact, times with Z, no null."""
        return write_json(self.model_dump(exclude_none=True))

    @property
    def raw(self) -> bytes:
        """The very bytes the record was read from; `to_json()` when it was made here."""
        return self._received if self._received is not None else self.to_json()

    def model_copy(self: R, **how: Any) -> R:
        """A changed copy; it no longer claims the bytes its original was read from."""
        copy = super().model_copy(**how)
        copy._received = None
        return copy

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Record)
        return bool(read_json(self.to_json()) == read_json(other.to_json()))

    def __hash__(self) -> int:
        return hash(getattr(self, "id", None) or self.to_json())
