"""Has mutmut write all mutants of the copy in the current folder; it leaves alone what is as it was."""

import sys

from mutmut.__main__ import copy_src_dir, create_mutants

if __name__ == "__main__":
    copy_src_dir()
    create_mutants(int(sys.argv[1]))
