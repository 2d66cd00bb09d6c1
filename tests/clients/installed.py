"""Whether programs find the installed library: `make install-c`, pkg-config, CMake, another Rust library beside it."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLE = ROOT / "tests/example/ejemplo-district-2025-26.json"


def run(command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600, **more)


def check_program(count, program, name):
    done = run([program, EXAMPLE])
    count.check(done.returncode == 0 and done.stdout.startswith('{"format":"cei.profile/1"'), name, done.stderr[-600:])


def check_pkg_config(count, prefix, out, compiler):
    if shutil.which("pkg-config") is None:
        count.skip("installed, pkg-config", "pkg-config is not installed")
        return
    environment = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig")}
    for linked, more in [("shared", []), ("static", ["--static"])]:
        flags = run(["pkg-config", "--cflags", "--libs", *more, "cei"], env=environment).stdout.split()
        if linked == "static":
            # pkg-config leaves it to the linker which of both is taken.
            flags = [f"{prefix}/lib/libcei.a" if flag == "-lcei" else flag for flag in flags]
        program = out / f"pkg_config_{linked}"
        done = run([*compiler, HERE / "c/round.c", "-o", program, *flags, f"-Wl,-rpath,{prefix}/lib"])
        if count.check(done.returncode == 0, f"pkg-config, {linked}", done.stderr):
            check_program(count, program, f"program by pkg-config, {linked}")


def check_cmake(count, prefix, out):
    if shutil.which("cmake") is None:
        count.skip("installed, cmake", "cmake is not installed")
        return
    build = out / "cmake"
    shutil.rmtree(build, ignore_errors=True)
    done = run(["cmake", "-S", HERE / "cmake", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release"])
    built = run(["cmake", "--build", build]) if done.returncode == 0 else done
    if count.check(built.returncode == 0, "find_package(cei)", built.stdout[-2000:], built.stderr[-2000:]):
        for linked in ["shared", "static"]:
            check_program(count, build / linked, f"program by cmake, {linked}")


def check_beside(count, prefix, out, compiler, system):
    """Another Rust static library and this one in the same program."""
    target = out / "beside"
    built = run(["cargo", "build", "--quiet", "--release", "--manifest-path", HERE / "beside/Cargo.toml", "--target-dir", target])
    if not count.check(built.returncode == 0, "another Rust library", built.stderr):
        return
    other, ours = target / "release/libbeside.a", prefix / "lib/libcei.a"
    for first, second in [(ours, other), (other, ours)]:
        program = out / "beside_both"
        done = run([*compiler, f"-I{prefix}/include", HERE / "beside/beside.c", "-o", program, first, second, *system])
        if count.check(done.returncode == 0, f"{first.name} before {second.name}", done.stderr[-2000:]):
            done = run([program])
            count.check(done.returncode == 0 and done.stdout.startswith("34 30 0"), "both work", done.stdout, done.stderr)


def check(count, target, out, compiler, system):
    """Installs what cargo built into `target`, moves it elsewhere, and uses it from there."""
    first, prefix = out / "prefix", out / "moved"
    for folder in [first, prefix]:
        shutil.rmtree(folder, ignore_errors=True)
    done = run([ROOT / "cei-c/package/install", first, target])
    if not count.check(done.returncode == 0, "install", done.stderr):
        return
    first.rename(prefix)
    found = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir())
    abi = next(line.split()[-1] for line in (prefix / "include/cei.h").read_text().splitlines() if "define CEI_ABI_VERSION" in line)
    wanted = sorted(["include/cei.h", "include/cei.hpp", "lib/libcei.a", "lib/libcei.so", f"lib/libcei.so.{abi}",
                     "lib/pkgconfig/cei.pc", "lib/cmake/cei/cei-config.cmake", "lib/cmake/cei/cei-config-version.cmake"])
    count.check(found == wanted, "what is installed", found)
    unfilled = [path for path in prefix.rglob("*") if path.suffix in (".pc", ".cmake") and "@" in path.read_text()]
    count.check(not unfilled, "every place in the packages is filled", unfilled)
    seen = run(["nm", "-g", "--defined-only", prefix / "lib/libcei.a"]).stdout
    others = [line for line in seen.splitlines() if len(line.split()) == 3 and not line.split()[2].startswith(("cei_", "DW.ref.cei_"))]
    count.check(seen.count(" cei_") > 100 and not others, "only cei_* can be seen in the static library", *others[:10])
    check_pkg_config(count, prefix, out, compiler)
    check_cmake(count, prefix, out)
    if target.name == "dist":
        # What is shipped. A library without link-time optimization brings all of Rust's own library, which does not link
        # twice on a system whose C library lacks what it asks for weakly.
        check_beside(count, prefix, out, compiler, system)
