"""Command line: ``python -m macros check | schema | published | new``; see ``--help``."""

from __future__ import annotations

import os
import sys

from .command import main

try:
    code = main(sys.argv[1:])
    sys.stdout.flush()
except BrokenPipeError:  # whoever read the lines has seen enough, as ``| head`` does
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    code = 1
sys.exit(code)
