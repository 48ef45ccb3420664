"""Which files the rules of the house look at."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "whalecurve"
HIDDEN_BUT_OURS = {".ci", ".streamlit"}
MADE_BY_TOOLS = {"build", "dist", "__pycache__"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository; links are not followed."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode != 0:  # an unpacked archive is no git checkout
        return tuple(sorted(path for path in ROOT.rglob("*") if path.is_file() and is_ours(path)))
    names = {name for name in listing.stdout.decode().split("\0") if name}
    paths = (ROOT / name for name in sorted(names))
    return tuple(path for path in paths if path.is_symlink() or path.is_file())


def is_ours(path: Path) -> bool:
    """Whether a file lies in no folder that tools make."""
    folders = set(path.relative_to(ROOT).parts[:-1]) - HIDDEN_BUT_OURS
    return not any(name in MADE_BY_TOOLS or name.startswith(".") or name.endswith(".egg-info") for name in folders)


def relative(path: Path) -> str:
    """The path as people write it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def package_files() -> list[Path]:
    """The modules of the package."""
    return sorted(SOURCE.rglob("*.py"))


def page_files() -> list[Path]:
    """The pages of the app."""
    return sorted((ROOT / "pages").glob("*.py"))


def shipped_files() -> list[Path]:
    """All Python that a user runs."""
    return [*package_files(), *page_files(), ROOT / "app.py", ROOT / "run.py"]


def documents() -> str:
    """The text of everything that is written for people."""
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)
