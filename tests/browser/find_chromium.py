"""Find a Chromium for the browser tests, or get one; say so and fail where none is to be had.

An installed Chromium or Chrome first, then the one that Playwright downloads, then, as root on
Debian, the distribution's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def installed() -> str | None:
    """Path of a Chromium that is there already."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Get one: Playwright's own, else Debian's package."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    for command in attempts:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
        if done.returncode == 0 and (path := installed()):
            return path
    return installed()


def main() -> int:
    path = installed() or ("--install" in sys.argv and install())
    if not path:
        print(
            "make test: no Chromium or Chrome is installed and none could be; the browser tests "
            "cannot run. Install one (Debian: apt-get install chromium) and try again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
