#!/bin/sh
# Prints the path of a Python that can run this project: 3.12 or newer, with what a virtual environment needs.
# Names on PATH come first, newest first, then pyenv's and uv's interpreters. Each one is run before it is
# believed: a pyenv shim exists for versions that are not active, and fails when called.

incomplete=""

# Succeeds when $1 starts, is new enough and can make a virtual environment.
usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 || return 1
    "$1" -c 'import ensurepip, ssl, venv' >/dev/null 2>&1 && return 0
    incomplete="$1"
    return 1
}

# Prints the real path of $1 when it is usable: a shim's path would depend on the directory it is called from.
try() {
    usable "$1" || return 1
    "$1" -c 'import sys; print(sys.executable)'
}

for name in python3.14 python3.13 python3.12 python3 python; do
    command -v "$name" >/dev/null 2>&1 && try "$name" && exit 0
done

for minor in 14 13 12; do
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin/python3; do
        [ -x "$candidate" ] && try "$candidate" && exit 0
    done
done

if command -v uv >/dev/null 2>&1; then
    candidate=$(uv python find --no-project --no-python-downloads '>=3.12' 2>/dev/null) &&
        try "$candidate" && exit 0
fi

{
    if [ -n "$incomplete" ]; then
        echo "$incomplete is new enough, but lacks a standard module (ensurepip, ssl or venv)."
        echo "On Debian and Ubuntu, install the package python3-venv; on others, reinstall Python whole."
    else
        echo "This project needs Python 3.12 or newer, and none was found on PATH, in pyenv or in uv."
        echo "Install it with your system's packages (on Debian and Ubuntu: python3.13 and python3.13-venv),"
        echo "from https://www.python.org/downloads/, or with 'pyenv install 3.13', then run make again."
    fi
} >&2
exit 1
