"""Files and tables of the desk: in the store, and in the working copy that the pages read from."""

from whalecurve.domain.plan.edits import History
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.state.access import Right
from whalecurve.store.content.uploads import has_upload, save_upload
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.ui.desk import Desk, Upload


def take(desk: Desk, name: str, content: bytes) -> Upload:
    """Keep an uploaded file, in the store and in the working copy.

    Raises:
        WhalecurveError: It was not kept.
    """
    desk.open_workspace()
    upload = Upload(name, desk.service.add_upload(desk.me, desk.workspace, content))
    save_upload(content, desk.folder)
    if upload not in desk.uploads:
        desk.alter(uploads=(*desk.uploads, upload))
    return upload


def put_in_use(desk: Desk, dataset: str, title: str, scenario: Scenario) -> None:
    """Put a dataset that lies in the working copy into the store and in force, with the plan to begin with.

    Raises:
        WhalecurveError: It was not kept.
    """
    desk.service.keep_dataset(desk.me, desk.workspace, dataset, dataset_folder(dataset, desk.folder))
    desk.alter(dataset=dataset, title=title, history=History(scenario, scenario))


def bring_files(desk: Desk) -> None:
    """Make the working copy whole: what this computer does not have comes from the store.

    Raises:
        WhalecurveError: The store does not have it either.
    """
    if desk.dataset and not dataset_folder(desk.dataset, desk.folder).is_dir():
        kept = dataset_folder(desk.dataset, desk.folder)
        desk.service.fetch_dataset(desk.me, desk.workspace, desk.dataset, kept)
    if Right.EDIT in desk.rights:
        for upload in desk.uploads:
            _bring_upload(desk, upload)


def _bring_upload(desk: Desk, upload: Upload) -> None:
    if not has_upload(desk.folder, upload.digest):
        save_upload(desk.service.read_upload(desk.me, desk.workspace, upload.digest), desk.folder)
