"""`python -m nn_tui` is `nn-tui`."""

from __future__ import annotations

import sys

from nn_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
