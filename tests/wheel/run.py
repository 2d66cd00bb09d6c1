"""The package as it is published: a source archive, the wheel made of it, and that wheel under every Python here.

For `make release-check`. Each Python gets an empty environment with nothing but the wheel: first a program that uses
it, then the package's own tests, of which those that need another library say so and are skipped.

    python tests/wheel/run.py                  # builds, and tests
    python tests/wheel/run.py --wheel x.whl    # tests a wheel that is there
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OLDEST = (3, 10)


def run(*command, **options):
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-6000:]}")
    return done.stdout


def build(place):
    """The source archive, and the wheel that is built from it and from nothing else."""
    run(sys.executable, "-m", "venv", place / "build")
    maturin = [place / "build" / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "maturin>=1.16,<2"]
    run(*maturin)
    run(place / "build" / "bin" / "maturin", "sdist", "--manifest-path", ROOT / "cei-py" / "Cargo.toml", "--out", place)
    (archive,) = place.glob("*.tar.gz")
    target = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        place,
        archive,
        env={**os.environ, "CARGO_TARGET_DIR": target},
    )
    (wheel,) = place.glob("*.whl")
    return archive, wheel


def look(archive, wheel):
    """What has to be in both, and what must not be."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "abi3" in wheel.name and "cp310" in wheel.name, wheel.name
    for name in ("cei/py.typed", "cei/_cei.pyi", "cei/__init__.py", "cei/spark.py"):
        assert name in names, name
    assert any(name.endswith("/entry_points.txt") for name in names)
    assert not [name for name in names if "test" in name or name.endswith(".pyc")], "tests are not shipped"
    (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
    needed = re.findall(r"^Requires-Dist: (.*)$", zipfile.ZipFile(wheel).read(metadata).decode(), re.MULTILINE)
    assert all("extra ==" in one for one in needed), f"no dependency is required: {needed}"
    if archive:
        inside = tarfile.open(archive).getnames()
        for name in ("pyproject.toml", "Cargo.lock", "README.md"):
            assert any(one.endswith(f"/{name}") for one in inside), name
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {len(names)} files, no dependency")


def pythons():
    """Every Python on this machine that is new enough, by its version."""
    found = {}
    candidates = [Path(sys.executable).resolve(), *sorted(Path.home().glob(".pyenv/versions/*/bin/python"))]
    candidates += [Path(one) for one in (shutil.which("python3"), "/usr/bin/python3") if one]
    for python in candidates:
        try:
            said = subprocess.run(
                [python, "-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"],
                capture_output=True,
                text=True,
                timeout=30,
            )
        except OSError:
            continue
        if said.returncode == 0 and (version := tuple(map(int, said.stdout.split()))) >= OLDEST:
            found.setdefault(version, python)
    return found


def try_out(version, python, wheel, place):
    """The wheel in an empty environment."""
    name = ".".join(map(str, version))
    home = place / name
    run(python, "-m", "venv", "--clear", home)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--no-deps", "--no-index", wheel, env=clean)
    away = place / "away"
    away.mkdir(exist_ok=True)
    example = ROOT / "tests" / "example" / "ejemplo-district-2025-26.json"
    print(f"   {name}: {run(home / 'bin' / 'python', HERE / 'smoke.py', example, cwd=away, env=clean).strip()}")
    assert "cei 0." in run(home / "bin" / "cei", "--version", cwd=away, env=clean)
    run(*pip, "pytest", env=clean)
    said = run(
        home / "bin" / "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        ROOT / "cei-py" / "tests",
        cwd=away,
        env={**clean, "PATH": f"{home / 'bin'}{os.pathsep}{clean['PATH']}"},
    )
    last = said.strip().splitlines()[-1]
    passed = int(re.search(r"(\d+) passed", last)[1])
    assert passed >= 150, f"too few tests need no other library: {last}"
    print(f"   {name}: {last}", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--wheel", type=Path)
    given = options.parse_args()
    place = ROOT / "build" / "wheel"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    archive, wheel = (None, given.wheel.resolve()) if given.wheel else build(place)
    look(archive, wheel)
    found = pythons()
    for version, python in sorted(found.items()):
        try_out(version, python, wheel, place)
    for minor in (10, 11, 12, 13):
        if (3, minor) not in found:
            print(f"SKIPPED wheel: there is no Python 3.{minor} here")
    print(f"the wheel works under {len(found)} Pythons")


if __name__ == "__main__":
    main()
