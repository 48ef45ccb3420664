"""Where a person's data lives, and its removal."""

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.service.mode import is_hosted
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.session import clear_desk


def own_data(desk: Desk) -> None:
    """Where the data lives, and its removal."""
    with st.expander("Your data: where it is, and how to delete it", icon=":material/lock:"):
        if is_hosted():
            st.caption("Uploads and results lie in this server's own store, apart from those of every other company.")
        else:
            st.caption("Uploads and results lie in this folder of the computer that runs Whalecurve, and nowhere else:")
            st.code(str(data_folder()), language=None)
        st.caption("They stay until you delete them; with them go every saved plan, every revision and every link.")
        st.button("Delete my data", icon=":material/delete_forever:", on_click=_delete, args=(desk,))


def _delete(desk: Desk) -> None:
    """Everything that only this person owns, at once."""
    try:
        cache.delete_data(desk)
    except WhalecurveError as problem:
        desk.unsaved = str(problem)
    else:
        clear_desk()
