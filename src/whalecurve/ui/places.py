"""Where the pages and the icon lie: beside the checkout's app.py, or inside the installed package."""

from pathlib import Path
from typing import Final

ICON: Final = str(Path(__file__).with_name("icon.png"))
_PACKAGE: Final = Path(__file__).parents[1]
_CHECKOUT: Final = _PACKAGE.parents[1]


def app_root() -> Path:
    """The folder that holds ``app.py`` and ``pages``."""
    return _CHECKOUT if (_CHECKOUT / "app.py").is_file() else _PACKAGE / "_app"


def page_file(name: str) -> Path:
    """Absolute path of a page's script.

    >>> page_file("costs").name
    'costs.py'
    """
    return app_root() / "pages" / f"{name}.py"
