"""JSON on disk, and the one error of stored data that is not what was saved."""

import json
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import WhalecurveError

AGAIN: Final = "upload the files again"


def read_json(path: Path) -> Any:  # noqa: ANN401
    """The value in a JSON file.

    Raises:
        WhalecurveError: It holds none.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(f"{path.name} is not what was saved") from error


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON: sorted keys, plain ASCII, so that any text passes, and no NaN, which is no JSON.

    Raises:
        WhalecurveError: The value is none that JSON knows.
    """
    try:
        text = json.dumps(value, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise WhalecurveError(
            "The data was not saved", found=str(error), remedy="report this with what you uploaded"
        ) from error
    path.write_text(text, "ascii")


def damaged(found: str) -> WhalecurveError:
    """The error of stored data that is not what was saved."""
    return WhalecurveError("The stored data is damaged", found=found, remedy=AGAIN)
