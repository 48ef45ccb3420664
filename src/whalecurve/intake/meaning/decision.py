"""A reading that moves money: what was taken, the proof or the answer, and what else it could have been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whalecurve.domain.words.wording import stopped


@dataclass(frozen=True)
class Alternative:
    """Another way to read the file.

    Attributes:
        reading: The reading in words.
        answer: The piece of MAP.json that chooses it.
        net_revenue: The net revenue that it gives, plain decimal text; empty where it moves something else.
    """

    reading: str
    answer: Mapping[str, Any]
    net_revenue: str = ""


@dataclass(frozen=True)
class Decision:
    """One reading of a file that moves money.

    Attributes:
        file: Name of the file, display text only.
        what: The question, with the money that it is about.
        took: The reading that the figures rest on.
        proof: The arithmetic, or the known format, that proves it; empty when nothing does.
        answer: The user's answer in words; empty when there is none.
        alternatives: Every reading to choose from, the one taken among them.
        key: The key of MAP.json that answers it.
        to_fill: Further readings whose piece of MAP.json has blanks for the user to fill in, such as a rate.
    """

    file: str
    what: str
    took: str
    proof: str = ""
    answer: str = ""
    alternatives: tuple[Alternative, ...] = ()
    key: str = ""
    to_fill: tuple[Alternative, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing proves the reading and nobody chose it.

        >>> Decision("a.csv", "Is tax in the amounts?", "no tax in them").is_open
        True
        """
        return not self.proof and not self.answer

    def sentence(self) -> str:
        """The question in one line, each choice with the revenue that it gives.

        >>> Decision("a.csv", "Take it off?", "yes", alternatives=(Alternative("yes", {}, "9.00"),)).sentence()
        'a.csv: Take it off? yes (revenue 9.00)'
        """
        choices = [
            f"{each.reading} (revenue {each.net_revenue})" if each.net_revenue else each.reading
            for each in (*self.alternatives, *self.to_fill)
        ]
        return f"{self.file}: {self.what} {' or '.join(choices)}".rstrip()

    def told(self) -> str:
        """What was taken and why, in one line.

        >>> Decision("a.csv", "Is tax in the amounts?", "no tax in them", proof="Net is Gross in 2 rows").told()
        'a.csv: Is tax in the amounts? No tax in them: Net is Gross in 2 rows.'
        """
        why = self.proof or ("you said so" if self.answer == self.took else f"you said {self.answer}")
        return stopped(f"{self.file}: {self.what} {self.took[:1].upper()}{self.took[1:]}: {why}")

    def to_json(self) -> dict[str, Any]:
        """The decision as it stands in ``summary.json``."""
        settled = {"answer": self.answer} if self.answer else {"proof": self.proof} if self.proof else {}
        others = [{"reading": each.reading, "net_revenue": each.net_revenue} for each in self.alternatives]
        return {"file": self.file, "what": self.what, "took": self.took, **settled, "alternatives": others}


def open_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that only the user can settle."""
    return [decision for decision in decisions if decision.is_open]
