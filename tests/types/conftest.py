import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "schemas"), str(Path(__file__).parent.parent)]
