"""Uploads that a page has read: Streamlit would keep their bytes in memory for as long as the session lasts."""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from whalecurve.service.upload_room import ROOM


def release(*files: UploadedFile) -> None:
    """Let go of files whose content the page has taken; their uploader must be drawn anew, under another key."""
    context = get_script_run_ctx()
    if context is None or not isinstance(manager := context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in files:
        manager.remove_file(context.session_id, file.file_id)
        ROOM.release((context.session_id, file.file_id))
