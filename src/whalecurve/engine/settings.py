"""What one analysis may take of the machine."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class EngineSettings:
    """Bounds on the engine. An analysis beyond them ends with a sentence that names the bound.

    Attributes:
        memory_mb: Memory for grouping; what does not fit is written to the scratch folder.
        scratch_mb: Room in the scratch folder.
        threads: Processors used, or 0 for all.
        scratch: Where the scratch folder is made for the time of the analysis; the system's own place when None.

    >>> EngineSettings().memory_mb
    600
    """

    memory_mb: int = 600
    scratch_mb: int = 20_000
    threads: int = 0
    scratch: Path | None = None


DEFAULT = EngineSettings()
