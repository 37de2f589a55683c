"""The caller's side: start a verb in a worker, hear its events, cancel it, and clear up after it whatever happens."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
import threading
from typing import TYPE_CHECKING, Generic, NamedTuple, Self

import msgspec

from reberth.jobs.abandoned import PREFIX, Claim, clear_abandoned
from reberth.jobs.command import worker_command
from reberth.jobs.crash import write_crash
from reberth.jobs.endings import how_it_ended
from reberth.jobs.last_words import LastWords
from reberth.jobs.lines import read_lines
from reberth.jobs.mailbox import Mailbox
from reberth.jobs.process_tree import ProcessTree
from reberth.jobs.protocol import MAX_LINE, Cancelled, Done, Failed, LineDecoder, Order, Terminal, encode
from reberth.jobs.verb import Request, Result
from reberth.model.errors import ReberthError
from reberth.verbs.leftovers import Leftovers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from reberth.jobs.protocol import Heard
    from reberth.jobs.verb import Verb

# How long a wait lasts before Ctrl+C is looked at; on Windows nothing else interrupts it.
_LOOK = 0.1


class _Held(NamedTuple):
    """What there is to clear away, and the claim that keeps others from doing so meanwhile."""

    leftovers: Leftovers
    claim: Claim


class Job(Generic[Request, Result]):
    """One verb in one worker.

    A program with a window calls :meth:`start`, then :meth:`drain` by a timer until :attr:`over`, then :meth:`result`.
    A program without one reads :meth:`events`. Nothing here blocks but :meth:`events`, :meth:`wait` and
    :meth:`result`. Events that nobody takes stop the worker once they fill some megabytes.

    When the job has ended, by itself or not, no process, no temporary file and nothing half-written is left.
    """

    def __init__(
        self, verb: Verb[Request, Result], request: Request, command: Sequence[str] = (), longest: int = MAX_LINE
    ) -> None:
        """Prepare a job.

        Args:
            verb: From :mod:`reberth.jobs.table`.
            request: What to do.
            command: Another worker, for tests.
            longest: Bytes that a line from the worker may have.
        """
        self.id = secrets.token_hex(8)
        self.verb = verb
        self._request = request
        self._command = tuple(command) or worker_command()
        self._longest = longest
        self._mailbox = Mailbox()
        self._lock = threading.Lock()
        self._tree: ProcessTree | None = None
        self._keeper: threading.Thread | None = None
        self._sent = False
        self._cancelled = False
        self._outcome: Terminal | None = None
        self._ended = threading.Event()
        self.last_words: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Cancel what still runs, and wait for it."""
        self.cancel()
        self.wait()

    @property
    def pid(self) -> int:
        """Process id of the worker, 0 before its start."""
        return self._tree.pid if self._tree else 0

    @property
    def over(self) -> bool:
        """Whether the job has ended and all its events are taken."""
        return self._ended.is_set() and self._mailbox.over

    def start(self) -> None:
        """Start the worker.

        Raises:
            ReberthError: ``job.not-started``.
        """
        decoder = LineDecoder(self.verb)
        scratch = ""
        claim: Claim | None = None
        try:
            scratch = tempfile.mkdtemp(prefix=PREFIX)
            outputs = self.verb.outputs_of(self._request)
            leftovers = Leftovers(self.id, scratch, outputs)
            claim = Claim(scratch, self.id, outputs)
            places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
            self._tree = ProcessTree(self._command, {**os.environ, **places})
        except OSError as error:
            if claim is not None:
                claim.release()
            shutil.rmtree(scratch, ignore_errors=True)
            self._outcome = Failed("job.not-started", {"reason": error.strerror or str(error)})
            self._mailbox.close()
            self._ended.set()
            raise self._outcome.error() from error
        order = Order(self.verb.name, msgspec.to_builtins(self._request), self.id, scratch)
        arguments = (self._tree, order, decoder, _Held(leftovers, claim))
        # Not a daemon: the program does not end before everything is cleared up.
        self._keeper = threading.Thread(target=self._keep, args=arguments)
        self._keeper.start()

    def events(self) -> Iterator[Heard]:
        """Events and items as they come, without the terminal one; ends when the job has."""
        while not self._mailbox.over:
            event = self._mailbox.take(_LOOK)
            if event is not None:
                yield event

    def drain(self, most: int = 1000) -> list[Heard]:
        """Events and items that are there, without waiting."""
        return self._mailbox.drain(most)

    def cancel(self) -> None:
        """Ask the worker to leave, and kill it if it does not in the verb's time; returns at once.

        Events that come after this are dropped. A job that had ended keeps its result.
        """
        with self._lock:
            if self._cancelled or self._tree is None or self._ended.is_set():
                return
            self._cancelled = True
            if self._sent:
                _close(self._tree)
        self._mailbox.abandon()
        _kill_after(self._tree, self.verb.grace)

    def kill(self) -> None:
        """Cancel without waiting for the worker to clear up; that is done here all the same."""
        self.cancel()
        if self._tree is not None:
            self._tree.kill()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the end of the job and of all clearing up; False when ``timeout`` seconds were not enough."""
        if timeout is not None:
            return self._ended.wait(timeout)
        while not self._ended.wait(_LOOK):
            pass
        return True

    def result(self) -> Result:
        """Wait for the end and return the verb's result.

        Raises:
            ReberthError: The verb's own, ``cancelled.by-user``, or ``job.*`` where the worker itself failed.
        """
        self.wait()
        if isinstance(self._outcome, Done):
            result: Result = self._outcome.result
            return result
        if isinstance(self._outcome, Failed):
            raise self._outcome.error()
        raise ReberthError("cancelled.by-user")

    def _keep(self, tree: ProcessTree, order: Order, decoder: LineDecoder, held: _Held) -> None:
        """Give the order, hear the worker to its end, and clear up."""
        words = LastWords(tree.stderr)
        terminal: Terminal | None = None
        try:
            self._give(tree, order)
            terminal = self._hear(tree, decoder)
        except ValueError as error:
            terminal = Failed("job.garbled", {"verb": self.verb.name, "reason": type(error).__name__})
            tree.kill()
        finally:
            try:
                code = self._end_of(tree)
                held.claim.release()
                held.leftovers.clear()
                self.last_words = words.lines()
                self._outcome = self._judge(terminal, code)
            finally:
                # Whoever waits must not wait for ever.
                self._ended.set()
                self._mailbox.close()
        # Last, for it may be much and nobody waits for it but the end of the program.
        clear_abandoned()

    def _end_of(self, tree: ProcessTree) -> int:
        """Wait for the worker's end, which comes in the verb's time, and return its exit code."""
        _close(tree)
        timer = _kill_after(tree, self.verb.grace)
        code = tree.wait()
        timer.cancel()
        tree.stdout.close()
        return code

    def _give(self, tree: ProcessTree, order: Order) -> None:
        """Write the order; a worker that died over it is heard of soon enough."""
        line = memoryview(encode(order) + b"\n")
        with contextlib.suppress(OSError):
            while line:
                line = line[os.write(tree.stdin.fileno(), line) :]
        with self._lock:
            self._sent = True
            if self._cancelled:
                _close(tree)

    def _hear(self, tree: ProcessTree, decoder: LineDecoder) -> Terminal | None:
        """Pass events on until the terminal one; None when the worker ended without."""
        for line in read_lines(tree.stdout, self._longest):
            event = decoder.decode(line)
            if isinstance(event, Done | Failed | Cancelled):
                return event
            self._mailbox.put(event, len(line))
        return None

    def _judge(self, terminal: Terminal | None, code: int) -> Terminal:
        """What the job came to."""
        if isinstance(terminal, Done | Cancelled):
            return terminal
        if self._cancelled:
            return Cancelled()
        if terminal is not None:
            return terminal
        how = how_it_ended(code)
        file = write_crash("\n".join((f"Worker for {self.verb.name}: {how}", *self.last_words, "")))
        last = self.last_words[-1] if self.last_words else "-"
        return Failed("job.crashed", {"verb": self.verb.name, "how": how, "last": last, "file": file})


def _kill_after(tree: ProcessTree, seconds: float) -> threading.Timer:
    """Kill the worker if it is still there then."""
    timer = threading.Timer(seconds, tree.kill)
    timer.daemon = True
    timer.start()
    return timer


def _close(tree: ProcessTree) -> None:
    """Tell the worker to leave, by the end of its standard input."""
    with contextlib.suppress(OSError):
        tree.stdin.close()
