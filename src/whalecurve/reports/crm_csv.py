"""Tasks as CSV under the headers that HubSpot and Salesforce import tasks by."""

from collections.abc import Mapping, Sequence
from typing import Final

from whalecurve.domain.actions.record import DOING, DONE, DROPPED, OPEN
from whalecurve.reports.safe_csv import write_csv
from whalecurve.reports.task import HIGH, NORMAL, Task

_HUBSPOT_STATUS: Final = {OPEN: "NOT_STARTED", DOING: "IN_PROGRESS", DONE: "COMPLETED", DROPPED: "DEFERRED"}
_SALESFORCE_STATUS: Final = {OPEN: "Not Started", DOING: "In Progress", DONE: "Completed", DROPPED: "Deferred"}
_HUBSPOT_PRIORITY: Final = {HIGH: "HIGH", NORMAL: "MEDIUM"}
_SALESFORCE_PRIORITY: Final = {HIGH: "High", NORMAL: "Normal"}


def hubspot_csv(tasks: Sequence[Task]) -> str:
    """Tasks for HubSpot's import: the labels of its own task properties, statuses and priorities by internal value.

    The last two columns are no properties of tasks: the importer asks about them, and a company's record can be matched
    by either.

    Args:
        tasks: In the order of the rows.
    """
    return _written(
        {
            "Task Title": [each.title for each in tasks],
            "Task Notes": [each.notes for each in tasks],
            "Due date": [each.due.isoformat() for each in tasks],
            "Task Status": [_HUBSPOT_STATUS[each.status] for each in tasks],
            "Priority": [_HUBSPOT_PRIORITY[each.priority] for each in tasks],
            "Task Type": ["TODO"] * len(tasks),
            "Assigned to": [each.owner for each in tasks],
            "Company name": [each.customer_name for each in tasks],
            "Customer ID": [each.customer_id for each in tasks],
        }
    )


def salesforce_csv(tasks: Sequence[Task]) -> str:
    """Tasks for Salesforce's Data Loader: API names of the object ``Task``, with its standard values.

    ``Owner``, ``Account Name`` and ``Customer ID`` are for looking up ``OwnerId`` and ``WhatId``, which only the
    organisation itself knows.

    Args:
        tasks: In the order of the rows.
    """
    return _written(
        {
            "Subject": [each.title for each in tasks],
            "Description": [each.notes for each in tasks],
            "ActivityDate": [each.due.isoformat() for each in tasks],
            "Status": [_SALESFORCE_STATUS[each.status] for each in tasks],
            "Priority": [_SALESFORCE_PRIORITY[each.priority] for each in tasks],
            "Owner": [each.owner for each in tasks],
            "Account Name": [each.customer_name for each in tasks],
            "Customer ID": [each.customer_id for each in tasks],
        }
    )


def _written(columns: Mapping[str, list[str]]) -> str:
    return write_csv(list(columns), list(columns.values()))
