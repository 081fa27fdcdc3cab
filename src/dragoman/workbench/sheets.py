"""A form that somebody fills in: read with all that is wrong in it, and shown again with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from starlette.datastructures import FormData

from dragoman.errors import UsageError

T = TypeVar("T")


class Mistakes(UsageError):
    """Fields of a form cannot have the values they were given (400); ``fields`` has for each name what is wrong."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


class Draft:
    """A form while it is read. A value that cannot be is noted beside its field, and the others are read too."""

    def __init__(self, form: FormData) -> None:
        self._form = form
        self._mistakes: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._form

    def words(self, name: str) -> str:
        """A field as text; nothing where it is not there."""
        return words(self._form, name)

    def all(self, name: str) -> list[str]:
        """All values of a name, those of ticked boxes as a rule."""
        return [value for value in self._form.getlist(name) if isinstance(value, str)]

    def take(self, name: str, make: Callable[[], T], otherwise: T) -> T:
        """What is made of a field; ``otherwise`` where that raises UsageError, which is noted."""
        try:
            return make()
        except UsageError as error:
            self.wrong(name, str(error))
            return otherwise

    def wrong(self, name: str, why: str) -> None:
        """Note what is wrong with a field."""
        self._mistakes.setdefault(name, why)

    def check(self) -> None:
        """Raise Mistakes where anything was noted."""
        if self._mistakes:
            raise Mistakes(self._mistakes)


class Sheet:
    """A form as a page shows it: empty of what anybody typed, or as it was sent with what is wrong in it."""

    def __init__(self, form: FormData | None = None, mistakes: Mapping[str, str] | None = None) -> None:
        self._form = form
        self.mistakes = dict(mistakes or {})

    @property
    def sent(self) -> bool:
        """Whether it was sent before."""
        return self._form is not None

    def value(self, name: str, usual: object = "") -> str:
        """What stands in a field: what was typed, else what is usual there."""
        if self._form is not None and name in self._form:
            return words(self._form, name)
        return "" if usual is None else str(usual)

    def ticked(self, name: str, value: str, usual: bool) -> bool:
        """Whether a box is ticked."""
        return usual if self._form is None else value in self._form.getlist(name)

    def wrong(self, name: str) -> str:
        """What is wrong with a field; nothing as a rule."""
        return self.mistakes.get(name, "")


def words(form: FormData, name: str) -> str:
    """A field of a form as text; nothing where it is not there."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def fields_of(form: FormData, besides: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The fields of a form as they were sent, to be sent again, but for some."""
    left_out = set(besides)
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in left_out]
