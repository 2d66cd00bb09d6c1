"""What of the README can be run as it stands: its Python, its Rust and those commands that need no file of your own."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import cei
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import built  # noqa: E402

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


def test_python_prints_what_it_says():
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    said = [line.split("#", 1)[1].strip() for line in code.splitlines() if line.startswith("print(")]
    assert done.stdout.splitlines() == said


def test_rust_gives_the_profile():
    (code,) = blocks("rust")
    uses, function = code.split("\n\n", 1)
    source = (ROOT / "cei-core/examples/readme.rs").read_text(encoding="utf-8")
    assert uses in source and function in source
    document = (ROOT / "tests/example/ejemplo-district-2025-26.json").read_bytes()
    done = subprocess.run([built.example("readme")], input=document, capture_output=True, check=True)
    assert done.stdout.decode() == cei.assess(document).to_json() + "\n"


@pytest.mark.parametrize("line", "".join(blocks("sh")).splitlines())
def test_commands_work(line):
    command, *arguments = shlex.split(line, comments=True)
    assert command == "cei"
    done = subprocess.run([sys.executable, "-m", "cei", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout, done.stderr


def test_two_commands_are_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make (\w+)", README, flags=re.M):
        assert re.search(rf"^{target}:", makefile, flags=re.M)
