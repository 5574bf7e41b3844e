"""Progress on long work: on the error stream, and only for a person who is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Words, how many steps are done, how many there are.
Tell = Callable[[str, int, int], None]


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Tell]:
    """Show ``title``, the step at work, and a bar; gives what to call at each step.

    Nothing is shown where ``quiet`` or where the error stream is not a terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tell(words: str, done: int, total: int) -> None:
            bar.update(task, description=f"{title}: {words}", completed=done, total=total or None)

        yield tell


def _silent(_words: str, _done: int, _total: int) -> None:
    """Nobody is watching."""
