"""Put app.py into wheels; an editable install needs no copy, for it has the checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AppInWheel(BuildHookInterface):
    """Maps the one file that the table of folders in pyproject.toml cannot map."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the entry of the app beside its pages."""
        if version == "standard":
            build_data["force_include"]["app.py"] = "whalecurve/_app/app.py"
