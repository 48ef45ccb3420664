"""The entry of the app: `streamlit run app.py` here, on a host, or from an installed wheel.

The script that Streamlit runs is the package's own `ui/main.py`: no folder `pages` lies beside it, so Streamlit finds
no page by itself, and every address passes through the navigation, whichever is opened first. Around it stands
`whalecurve.server`.
"""

import sys
from pathlib import Path

import streamlit as st
from streamlit.runtime import get_instance

SOURCE = Path(__file__).resolve().parent / "src"
if SOURCE.is_dir():  # a checkout: a host installs requirements.txt, not the package
    sys.path.insert(0, str(SOURCE))

import whalecurve
from whalecurve.server.compose import build_app

app = st.App(
    Path(whalecurve.__file__).parent / "ui" / "main.py",
    **build_app(
        shell=Path(st.__file__).parent / "static" / "index.html",
        option=st.get_option,
        auth=lambda: st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None,
        runtime=get_instance,
        show=st.error,
    ),
)

if __name__ == "__main__":
    app.run()
