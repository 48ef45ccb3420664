"""The entry of the app: `streamlit run app.py` here, on a host, or from an installed wheel.

The script that Streamlit runs is the package's own `ui/main.py`: no folder `pages` lies beside it, so Streamlit finds
no page by itself, and every address passes through the navigation, whichever is opened first.
"""

import sys
from pathlib import Path

import streamlit as st

SOURCE = Path(__file__).resolve().parent / "src"
if SOURCE.is_dir():  # a checkout: a host installs requirements.txt, not the package
    sys.path.insert(0, str(SOURCE))

import whalecurve

app = st.App(Path(whalecurve.__file__).parent / "ui" / "main.py")

if __name__ == "__main__":
    app.run()
