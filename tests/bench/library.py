"""The C library as the benchmarks use it, by ctypes: built as a vendor builds it."""

import ctypes
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def load():
    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "cei-c"], cwd=ROOT, check=True)
    return ctypes.CDLL(ROOT / "target/release/libcei.so")


class Rules:
    """A policy compiled for a rubric. `policy` is a built-in name or JSON; `rubric` JSON, or the built-in one."""

    def __init__(self, library, policy, rubric=None):
        self.library = library
        handles = [ctypes.c_void_p() for _ in range(3)]
        policy_, rubric_, self.handle = handles
        policy = policy.encode()
        made = library.cei_policy_parse if policy.startswith(b"{") else library.cei_policy_built_in
        self._done(made(policy, ctypes.c_size_t(len(policy)), ctypes.byref(policy_), None))
        rubric = (rubric or "cei-self-assessment").encode()
        made = library.cei_rubric_parse if rubric.startswith(b"{") else library.cei_rubric_built_in
        self._done(made(rubric, ctypes.c_size_t(len(rubric)), ctypes.byref(rubric_), None))
        self._done(library.cei_rules_new(policy_, rubric_, ctypes.byref(self.handle), None))
        library.cei_rules_matrix_columns.restype = ctypes.c_size_t
        self.columns = library.cei_rules_matrix_columns(self.handle)

    @staticmethod
    def _done(status):
        if status != 0:
            raise RuntimeError(f"status {status}")

    def stage_document(self, document):
        """The stages of the domains of a document, as numbers."""
        out = (ctypes.c_uint8 * self.columns)()
        self._done(self.library.cei_rules_stage_document(
            self.handle, document, ctypes.c_size_t(len(document)), out, ctypes.c_size_t(self.columns), None))
        return out

    def stage_matrix(self, values, out):
        """Stage a 2-dimensional array of bytes, in C order (rows) or Fortran order (columns), into another."""
        by_columns = values.flags.f_contiguous
        sizes = [ctypes.c_size_t(size) for size in (len(values), values.strides[by_columns], out.strides[by_columns])]
        self._done(self.library.cei_rules_stage_matrix(
            self.handle, ctypes.c_uint32(by_columns), ctypes.c_void_p(values.ctypes.data), sizes[0], sizes[1],
            ctypes.c_void_p(out.ctypes.data), sizes[2], None))
        return out
