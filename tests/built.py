"""What is compiled for the tests: once, with one profile and one set of features, and shared by every step.

`make test` installs the package with the same profile (maturin builds in the same target folder), so that the core is
compiled once for all of them.
"""

import functools
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEATURES = "cei-core/schema,cei-core/arrow,cei-core/case"
# The generator of the header is built alone: its dependencies change the features of others.
HEADER = ["--package", "cei-c-header"]
CARGO = ["--release", "--workspace", "--exclude", "cei-c-header", "--features", FEATURES]


@functools.cache
def release():
    """Builds the libraries and the examples of every crate; gives the directory they are in."""
    _cargo("build", "--quiet", *CARGO, "--lib", "--examples")
    return target() / "release"


@functools.cache
def target():
    """The folder that cargo builds in."""
    return Path(json.loads(_cargo("metadata", "--no-deps", "--format-version", "1"))["target_directory"])


def example(name):
    """The program of an example of the core."""
    return release() / "examples" / name


def _cargo(*arguments):
    done = subprocess.run(["cargo", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"cargo {' '.join(arguments)}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    print(*CARGO)
