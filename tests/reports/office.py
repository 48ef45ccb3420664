"""LibreOffice as a reader of our files: it works every formula out anew and says what it found."""

import os
import shutil
import subprocess

import pytest
from python_calamine import CalamineWorkbook

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def office():
    """Path of LibreOffice, which the build machine installs."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        pytest.skip("LibreOffice is not installed (Debian and Ubuntu: apt install libreoffice-calc)")
    return path


def recalculated(files, folder):
    """The files as LibreOffice saves them, every formula worked out anew; one start for all of them.

    Where values are given with the formulas it would otherwise take those.
    """
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--nologo"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(folder)})
    return [out / path.name for path in files]


def sheets(path):
    """Every sheet's rows, as values."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
