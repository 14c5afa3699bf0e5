"""Runs in two Pythons that import the same library: names a piece of code alike in both."""

import binascii


def mark(code):
    """A number for a code object. Two that share one by chance are taken for the same, so both are kept."""
    parts = (code.co_filename, code.co_qualname, code.co_firstlineno, code.co_code, code.co_names, code.co_varnames)
    return binascii.crc32(repr(parts).encode("utf-8", "surrogatepass"))
