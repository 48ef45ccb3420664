"""What the reader says that columns are, against their look."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """Columns that the reader took out of the traits, or in.

    Attributes:
        out: Columns that are no traits, whatever they look like.
        into: Columns that are traits, although their name or their figures speak against it.
    """

    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()

    def take_out(self, column: str) -> "Taken":
        """The same with a column taken out.

        >>> Taken(into=("Tier",)).take_out("Tier")
        Taken(out=('Tier',), into=())
        """
        return Taken((*self._others(self.out, column), column), self._others(self.into, column))

    def take_in(self, column: str) -> "Taken":
        """The same with a column taken in.

        >>> Taken(out=("Tier", "Region")).take_in("Tier")
        Taken(out=('Region',), into=('Tier',))
        """
        return Taken(self._others(self.out, column), (*self._others(self.into, column), column))

    def forget(self, column: str) -> "Taken":
        """The same without a word about a column: it is what it looks like.

        >>> Taken(out=("Tier",)).forget("Tier")
        Taken(out=(), into=())
        """
        return Taken(self._others(self.out, column), self._others(self.into, column))

    def renamed(self, headers: Mapping[str, str]) -> "Taken":
        """The same under other headers; columns without one are gone.

        >>> Taken(("a", "b")).renamed({"a": "x"})
        Taken(out=('x',), into=())
        """
        out, into = (tuple(headers[name] for name in names if name in headers) for names in (self.out, self.into))
        return Taken(out, into)

    @staticmethod
    def _others(names: tuple[str, ...], column: str) -> tuple[str, ...]:
        return tuple(name for name in names if name != column)
