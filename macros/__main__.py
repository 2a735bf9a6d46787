"""Command line: ``python -m macros check | schema [--check] | new KIND ID``."""

from __future__ import annotations

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
