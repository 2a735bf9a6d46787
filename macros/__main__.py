"""Command line: ``python -m macros check | schema | published | new``; see ``--help``."""

from __future__ import annotations

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
