"""``python -m cei`` is the command ``cei``."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
