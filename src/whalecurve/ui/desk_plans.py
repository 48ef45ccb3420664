"""Saved plans of the desk, by name."""

from dataclasses import replace

from whalecurve.ui.desk import Desk


def save_plan(desk: Desk, name: str) -> None:
    """Keep the scenario in force as the plan of this name; what changes are compared with from now on."""
    desk.alter(plans={**desk.plans, name: desk.scenario}, plan=name, history=desk.history.save())


def open_plan(desk: Desk, name: str) -> None:
    """Put a saved plan in force, as a step that can be undone."""
    plan = desk.plans[name]
    desk.alter(history=replace(desk.history.change(plan), saved=plan), plan=name)


def rename_plan(desk: Desk, old: str, new: str) -> None:
    """Call a saved plan something else."""
    plans = {new if name == old else name: plan for name, plan in desk.plans.items()}
    desk.alter(plans=plans, plan=new if desk.plan == old else desk.plan)


def drop_plan(desk: Desk, name: str) -> None:
    """Forget a saved plan; the scenario in force stays."""
    plans = {other: plan for other, plan in desk.plans.items() if other != name}
    desk.alter(plans=plans, plan="" if desk.plan == name else desk.plan)
