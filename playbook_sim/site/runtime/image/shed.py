"""Runs in the Python whose memory is saved, after codes.py, with RAN set: lets go of what was only needed to start.

RAN are the marks of the code that ran while the requests were answered. Kept are these functions and those that they
name. Any other one ends this Python when it is called, as a cut function of WebAssembly does; so does asking a module
for a name that it has lost. What is kept needs no lines for tracebacks: those come from the ordinary Python.
"""

import gc
import posix
import sys
import warnings
from types import CodeType, FunctionType, ModuleType

# The modules that these come from are cleared, too.
collect, disable, freeze, unfreeze = gc.collect, gc.disable, gc.freeze, gc.unfreeze
objects, referents = gc.get_objects, gc.get_referents
abort, forget_caches = posix.abort, sys._clear_internal_caches
OURS = globals()
END = 987_654_321  # stands for `abort` in the source of what ends Python
GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200
KINDS = GENERATOR | COROUTINE | ASYNC_GENERATOR
MADE_IN_PYTHON = 1 << 9  # Py_TPFLAGS_HEAPTYPE
OF_MODULES = {"__name__", "__spec__", "__path__", "__package__", "__builtins__"}
OF_CLASSES = ("__annotations__", "__annotations_cache__", "__static_attributes__", "__firstlineno__")
BARE = {"co_linetable": b"", "co_filename": "", "co_firstlineno": 1}


def functions():
    """All functions but those of this program."""
    return [found for found in objects() if type(found) is FunctionType and found.__globals__ is not OURS]


def inside(code):
    """A code object and all that are in it."""
    yield code
    for const in code.co_consts:
        if type(const) is CodeType:
            yield from inside(const)


def kept_code():
    """The ids of the code that is kept: what ran, what its module has under a name that it uses, and of our own
    modules all, where anything of them ran: what is rare there must not make a reader wait."""
    ran = set(RAN)  # noqa: F821
    every = functions()
    named, used = {}, {}
    for function in every:
        named.setdefault((id(function.__globals__), function.__code__.co_name), []).append(function)
        used[id(function)] = [code for code in inside(function.__code__) if mark(code) in ran]  # noqa: F821
    alive = {id(function.__globals__) for function in every if used[id(function)]}
    kept = set()
    for function in every:
        space = function.__globals__
        ours = id(space) in alive and function.__module__.startswith("playbook_sim")
        if ours or used[id(function)]:
            kept.update(map(id, inside(function.__code__)))
        for name in {name for code in used[id(function)] for name in code.co_names}:
            for other in (*named.get((id(space), name), ()), space.get(name)):
                if type(other) is FunctionType:
                    kept.update(map(id, inside(other.__code__)))
    return kept


def words_of(kept):
    """All names that the kept code uses or could put together: by them it finds what is in modules."""
    from playbook_sim.bridge import METHODS

    words = {*METHODS, *METHODS.values()}
    for function in functions():
        if id(function.__code__) in kept:
            words |= {function.__name__, function.__module__}  # C may ask for it
        for code in inside(function.__code__):
            if id(code) not in kept:
                continue
            words.update(code.co_names)
            consts = [*code.co_consts]
            while consts:
                const = consts.pop()
                if type(const) is str:
                    words.update(const.replace(".", " ").replace(",", " ").split())
                elif type(const) in (tuple, frozenset):
                    consts.extend(const)
    return words


def ending(free, kind):
    """Code that takes any arguments and ends Python, of a function with so many variables of an outer one."""
    names = [f"outer{number}" for number in range(free)]
    head = "async def" if kind in (COROUTINE, ASYNC_GENERATOR) else "def"
    tail = "; yield" if kind in (GENERATOR, ASYNC_GENERATOR) else ""
    outer = ", ".join(names)
    body = f"def make({outer}):\n {head} gone(*args, **more): [{outer}]; {END}(){tail}\n return gone"
    space = {}
    exec(body, space)
    code = space["make"](*names).__code__
    consts = tuple(abort if const == END else const for const in code.co_consts)
    return code.replace(co_consts=consts, co_name="gone", co_qualname="gone", **BARE)


def kind_of(code):
    """What a function and its code have to agree about."""
    return len(code.co_freevars), code.co_flags & KINDS


def bare(code, kept, done):
    """The code without lines, and with ends in place of what is in it and not kept. ``done`` has the ends by kind."""
    if id(code) not in done:
        if id(code) in kept:
            consts = tuple(bare(const, kept, done) if type(const) is CodeType else const for const in code.co_consts)
            done[id(code)] = code.replace(co_consts=consts, **BARE)
        else:
            done[id(code)] = done[kind_of(code)]
    return done[id(code)]


def clear_modules(words, instead, gone):
    """Take from all modules what no kept code can name, and from the list of modules those that none imports."""
    spaces = {id(module.__dict__): module.__dict__ for module in sys.modules.values() if type(module) is ModuleType}
    spaces |= {id(function.__globals__): function.__globals__ for function in functions()}
    for space in spaces.values():
        if space is OURS or space.get("__name__", "builtins") in ("builtins", "sys"):
            continue
        for name in [name for name in space if name not in OF_MODULES]:
            if name not in words:
                del space[name]
            elif instead(space[name]):
                space[name] = instead(space[name])
        if space.get("__spec__"):
            vars(space["__spec__"]).update(origin=None, loader=None, _cached=None, loader_state=None)
        space["__getattr__"] = gone
    wanted = {*sys.builtin_module_names, *words, "__main__"}  # what is built in, C imports without naming it here
    for name in sys.modules.keys() - wanted:
        if not name.startswith(("playbook_sim", "encodings", "_frozen_importlib")):
            del sys.modules[name]


def clear_classes(instead, gone):
    """Take from all classes the functions that are not kept, and what describes the class."""
    for found in objects():
        if not (issubclass(type(found), type) and found.__flags__ & MADE_IN_PYTHON):
            continue
        space = type.__dict__["__dict__"].__get__(found)
        try:
            for name in list(space):
                if instead(space[name]):
                    type.__setattr__(found, name, instead(space[name]))
            for name in OF_CLASSES:
                if name in space:
                    type.__delattr__(found, name)
            type.__setattr__(found, "__annotate__", gone)
            type.__setattr__(found, "__doc__", None)
        except TypeError:
            continue  # made by C, and not to be changed


def shed():
    """Do it all."""
    unfreeze()
    warnings.simplefilter("ignore")
    kept = kept_code()
    words = words_of(kept)
    codes = [code for function in functions() for code in inside(function.__code__)]  # so that no id is used twice
    done = {kind: ending(*kind) for kind in {(0, 0), *map(kind_of, codes)}}
    ends = {kind: FunctionType(code, {}, "gone") for (free, kind), code in done.items() if free == 0}

    def instead(found):
        if type(found) is not FunctionType or found.__globals__ is OURS or id(found.__code__) in kept:
            return None
        return ends.get(found.__code__.co_flags & KINDS)

    clear_modules(words, instead, ends[0])
    collect()
    clear_classes(instead, ends[0])
    collect()
    for function in functions():
        function.__annotate__ = ends[0]
        function.__doc__ = None
        function.__code__ = bare(function.__code__, kept, done)
    del codes
    forget_caches()


def everything():
    """The addresses of all objects, as words of 32 bits."""
    found = {}
    todo = objects()
    own = {id(found), id(todo), id(OURS)}
    while todo:
        one = todo.pop()
        kind = type(one)
        if id(one) in found or id(one) in own or (kind is FunctionType and one.__globals__ is OURS):
            continue
        found[id(one)] = one
        if kind is CodeType:
            parts = (one.co_consts, one.co_names, one.co_qualname, one.co_name, one.co_exceptiontable, one.co_linetable)
            todo += (*parts, *one.co_varnames, *one.co_cellvars, *one.co_freevars)
        elif kind is dict:
            todo += one
        elif issubclass(kind, type):
            space = type.__dict__["__dict__"].__get__(one)
            todo += (*space.keys(), *space.values())
        todo += referents(one)
    return b"".join([address.to_bytes(4, "little") for address in found])
