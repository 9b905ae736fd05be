"""The reader of reStructuredText makes a state when it is in it.

Docutils makes all fifteen, with all their patterns, for each list of options and each list: on pages that are made of
scripts and docstrings that was a good part of what reading takes.
"""

from __future__ import annotations

from docutils.statemachine import StateMachine


class States(dict):
    """The states of a machine by their names, each made when it is first asked for.

    Parameters
    ----------
    machine : StateMachine
    classes : iterable
        The states that it may be in.
    """

    def __init__(self, machine: StateMachine, classes) -> None:
        super().__init__()
        self.machine, self.classes = machine, {state.__name__: state for state in classes}

    def __missing__(self, name: str):
        state = self[name] = self.classes[name](self.machine, self.machine.debug)
        if getattr(self.machine, "memo", None) is not None:  # it runs: those that it begins with are readied by it
            state.runtime_init()
        return state


def add_states(machine: StateMachine, classes) -> None:
    """Let a machine be in these states."""
    machine.states = States(machine, classes)


def setup(app):
    StateMachine.add_states = add_states
    return {"parallel_read_safe": True, "parallel_write_safe": True}
