"""Find out who really earns your profit."""

from whalecurve.domain.state.access import Right
from whalecurve.ui import data, data_own, data_templates
from whalecurve.ui.session import open_desk

desk = open_desk(Right.EDIT)
data.promise(desk)
data.take_files(desk)
data.settle(desk)
data_templates.templates(desk)
data_own.own_data(desk)
