"""Answers the requests of the corpus with the C library, through cffi. Speaks as tests/clients/c/corpus.c does.

    CEI_LIBRARY=/path/to/libcei.so python corpus.py < requests

A place to start from: it declares what it uses of cei.h, wraps text, errors and handles once, and then only calls.
"""

import os
import sys
from pathlib import Path

import cffi

ffi = cffi.FFI()
ffi.cdef("""
    typedef int32_t cei_status;
    typedef struct { const char *ptr; size_t len; } cei_text;
    typedef struct { char *ptr; size_t len; } cei_buffer;
    typedef struct cei_error cei_error;
    typedef struct cei_report cei_report;
    typedef struct cei_rubric cei_rubric;
    typedef struct cei_policy cei_policy;
    typedef struct cei_assessment cei_assessment;
    typedef struct cei_tally cei_tally;
    typedef struct cei_profile cei_profile;

    uint32_t cei_abi_version(void);
    void cei_buffer_free(cei_buffer *buffer);
    cei_text cei_error_code(const cei_error *error);
    cei_text cei_error_message(const cei_error *error, const char *language, size_t language_len);
    const cei_report *cei_error_report(const cei_error *error);
    void cei_error_free(cei_error *error);

    cei_status cei_validate(const char *json, size_t len, const cei_rubric *rubric, cei_report **out, cei_error **error);
    bool cei_report_valid(const cei_report *report);
    cei_status cei_report_json(const cei_report *report, const char *language, size_t language_len, cei_buffer *out, cei_error **error);
    void cei_report_free(cei_report *report);

    cei_status cei_rubric_parse(const char *json, size_t len, cei_rubric **out, cei_error **error);
    cei_status cei_rubric_built_in(const char *name, size_t len, cei_rubric **out, cei_error **error);
    cei_text cei_rubric_digest(const cei_rubric *rubric);
    cei_text cei_rubric_structure(const cei_rubric *rubric);
    void cei_rubric_free(cei_rubric *rubric);

    cei_status cei_policy_parse(const char *json, size_t len, cei_policy **out, cei_error **error);
    cei_status cei_policy_built_in(const char *name, size_t len, cei_policy **out, cei_error **error);
    cei_text cei_policy_digest(const cei_policy *policy);
    void cei_policy_free(cei_policy *policy);

    cei_status cei_assessment_read(const char *json, size_t len, const cei_rubric *rubric, cei_assessment **out, cei_error **error);
    void cei_assessment_free(cei_assessment *assessment);
    cei_status cei_tally_of(const cei_assessment *assessment, cei_tally **out, cei_error **error);
    cei_status cei_tally_read(const char *json, size_t len, const cei_rubric *rubric, cei_tally **out, cei_error **error);
    cei_status cei_tally_add(const cei_tally *left, const cei_tally *right, cei_tally **out, cei_error **error);
    cei_status cei_tally_json(const cei_tally *tally, cei_buffer *out, cei_error **error);
    void cei_tally_free(cei_tally *tally);
    cei_status cei_stage(const cei_tally *tally, const cei_policy *policy, cei_profile **out, cei_error **error);
    cei_status cei_profile_json(const cei_profile *profile, cei_buffer *out, cei_error **error);
    void cei_profile_free(cei_profile *profile);
    cei_status cei_derive(const char *name, size_t name_len, const char *arguments, size_t len, cei_buffer *out, cei_error **error);
""")
cei = ffi.dlopen(os.environ.get("CEI_LIBRARY", "libcei.so.1"))
assert cei.cei_abi_version() == 1


class Refused(Exception):
    """A call did not do what was asked. Has the report on the document, if one is at fault."""

    def __init__(self, error):
        error = ffi.gc(error, cei.cei_error_free)
        self.code = text(cei.cei_error_code(error))
        report = cei.cei_error_report(error)
        self.report = written(cei.cei_report_json, report, b"en", 2) if report else None
        super().__init__(text(cei.cei_error_message(error, b"en", 2)))


def text(view):
    """A text that a handle owns, copied."""
    return ffi.unpack(view.ptr, view.len).decode() if view.len else ""


def called(function, out, *arguments):
    """Calls what can fail; gives what it put into `out`."""
    error = ffi.new("cei_error **")
    if function(*arguments, out, error) != 0:
        raise Refused(error[0])
    return out


def made(kind, function, *arguments):
    """A handle, which is freed with the Python object."""
    handle = called(function, ffi.new(f"cei_{kind} **"), *arguments)[0]
    return ffi.gc(handle, getattr(cei, f"cei_{kind}_free"))


def written(function, *arguments):
    """The bytes of a document."""
    buffer = called(function, ffi.new("cei_buffer *"), *arguments)
    data = ffi.buffer(buffer.ptr, buffer.len)[:]
    cei.cei_buffer_free(buffer)
    return data


def loaded(kind, name):
    """A rubric or policy: none, a built-in one, or one in a file."""
    if name == "-":
        return ffi.NULL
    parse, built_in = getattr(cei, f"cei_{kind}_parse"), getattr(cei, f"cei_{kind}_built_in")
    data = Path(name).read_bytes() if "/" in name else name.encode()
    return made(kind, parse if "/" in name else built_in, data, len(data))


def digests(rubric=ffi.NULL, policy=ffi.NULL):
    if not rubric:
        return f'{{"digest":"{text(cei.cei_policy_digest(policy))}"}}'.encode()
    digest, structure = text(cei.cei_rubric_digest(rubric)), text(cei.cei_rubric_structure(rubric))
    return f'{{"digest":"{digest}","structure":"{structure}"}}'.encode()


def digest_of(data):
    try:
        return digests(rubric=made("rubric", cei.cei_rubric_parse, data, len(data)))
    except Refused as refused:
        if refused.code != "unknown_format":
            raise
        return digests(policy=made("policy", cei.cei_policy_parse, data, len(data)))


def answer(op, rubric_name, policy_name, *files):
    """The exit code and the bytes for one request."""
    rubric, policy = loaded("rubric", rubric_name), loaded("policy", policy_name)
    documents = [Path(name).read_bytes() for name in files]

    def tally(data):
        return made("tally", cei.cei_tally_read, data, len(data), rubric)

    if op == "merge":
        left, right = map(tally, documents)
        return 0, written(cei.cei_tally_json, made("tally", cei.cei_tally_add, left, right))
    if op == "digest" and not documents:
        return 0, digests(rubric, policy)
    (data,) = documents
    if op.startswith("derive:"):
        name = op.removeprefix("derive:").encode()
        return 0, written(cei.cei_derive, name, len(name), data, len(data))
    if op == "digest":
        return 0, digest_of(data)
    if op in ("validate", "compile"):
        report = made("report", cei.cei_validate, data, len(data), rubric)
        return int(not cei.cei_report_valid(report)), written(cei.cei_report_json, report, b"en", 2)
    if op == "stage":
        counted = tally(data)
    else:
        assessment = made("assessment", cei.cei_assessment_read, data, len(data), rubric)
        counted = made("tally", cei.cei_tally_of, assessment)
    if op == "tally":
        return 0, written(cei.cei_tally_json, counted)
    return 0, written(cei.cei_profile_json, made("profile", cei.cei_stage, counted, policy))


def main():
    for line in sys.stdin:
        try:
            code, data = answer(*line.rstrip("\n").split("\t"))
        except Refused as refused:
            code, data = (1, refused.report) if refused.report else (2, str(refused).encode())
        sys.stdout.buffer.write(b"%d %d\n%s\n" % (code, len(data), data))
        sys.stdout.buffer.flush()


main()
