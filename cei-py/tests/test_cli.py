"""The command `cei`, as a process."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import assessment

import cei
from cei._cli import _parser
from cei._cli_words import Both, Parser, _commands, texts


def run(*arguments: object, input: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cei", *map(str, arguments)]
    return subprocess.run(command, input=input, capture_output=True, env={**os.environ, **environment}, timeout=60)


def test_the_entry_point_is_installed() -> None:
    script = Path(sysconfig.get_path("scripts")) / "cei"
    done = subprocess.run([script, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"cei {cei.__version__} (rules {cei.RULES_VERSION})\n")


def test_assess_as_json_is_the_profile_itself(example: Path) -> None:
    expected = cei.assess(example).to_json().encode() + b"\n"
    done = run("assess", example, "--format", "json")
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")
    assert run("assess", "-", "--format", "json", input=example.read_bytes()).stdout == expected
    # Whatever the terminal's encoding.
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert run("assess", example, "--format", "json", **plain).stdout == expected
    assert run("assess", example, **plain).returncode == 0


def test_assess_as_a_page(example: Path) -> None:
    english, spanish = run("assess", example), run("assess", example, "--lang", "es")
    assert english.returncode == spanish.returncode == 0
    assert "Building Relationships" in english.stdout.decode() and "Next: for Maturing" in english.stdout.decode()
    assert "Construir relaciones" in spanish.stdout.decode() and "Siguiente paso" in spanish.stdout.decode()
    assert b"\x1b" not in english.stdout, "colour is for terminals"
    assert b"cei validate" in english.stderr, "findings are mentioned"


def test_rubric_and_policy(example: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(cei.policy("mean").to_json(), encoding="utf-8")
    expected = cei.assess(example, policy="mean").to_json().encode() + b"\n"
    for policy in ("mean", mine):
        assert run("assess", example, "--format", "json", "--policy", policy).stdout == expected
    (tmp_path / "rubric.json").write_text(cei.rubric().to_json(), encoding="utf-8")
    done = run("assess", example, "--format", "json", "--rubric", tmp_path / "rubric.json", "--policy", "mean")
    assert done.stdout == expected


def test_an_error_ends_with_1(tmp_path: Path) -> None:
    document = json.dumps(assessment(("families", "1.1", "maturin"))).encode()
    for command in ("validate", "assess", "tally", "stage"):
        done = run(command, "-", "--format", "json", input=document)
        assert (done.returncode, done.stderr) == (1, b"")
        assert json.loads(done.stdout)["valid"] is False
        done = run(command, "-", "--format", "table", "--lang", "es", input=document)
        assert (done.returncode, done.stdout) == (1, b"")
        assert "no válido" in done.stderr.decode() and "error[" in done.stderr.decode()
    (tmp_path / "rubric.json").write_text("{}")
    assert run("assess", "-", "--rubric", tmp_path / "rubric.json", input=document).returncode == 1


def test_notes_end_with_0() -> None:
    document = json.dumps(assessment(("families", "1.1", "advanced"))).encode()
    done = run("validate", "-", input=document)
    assert done.returncode == 0 and b"note[top_without_evidence]" in done.stdout and done.stderr == b""
    assert json.loads(run("validate", "-", "--format", "json", input=document).stdout)["valid"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("asess",),
        ("assess",),
        ("assess", "gone.json"),
        ("assess", "."),
        ("assess", "-", "--policy", "cei-defalt"),
        ("assess", "-", "--rubric", "gone.json"),
        ("assess", "-", "--format", "xml"),
        ("tally", "-", "-"),
        ("rubric", "nope"),
        ("rubric", "--digest"),
        ("schema", "nope"),
        ("codes", "nope"),
    ],
)
def test_misuse_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, input=b"{}")
    assert done.returncode == 2 and done.stdout == b"" and done.stderr
    assert b"Traceback" not in done.stderr


def test_misuse_says_what_was_likely_meant() -> None:
    assert b"did you mean `cei-default`" in run("assess", "-", "--policy", "cei-defalt", input=b"{}").stderr
    assert b"did you mean `unknown_stage`" in run("codes", "unkown_stage").stderr


def test_tallies_are_added_up(tmp_path: Path) -> None:
    north, south = (
        assessment(("families", "1.1", "developing"), id="n"),
        assessment(("families", "1.1", "maturing"), id="s"),
    )
    files = []
    for document in (north, cei.tally(south).to_dict()):
        files.append(tmp_path / f"{len(files)}.json")
        files[-1].write_text(json.dumps(document))
    both = cei.tally(north) + cei.tally(south)
    done = run("tally", *files)
    assert (done.returncode, done.stdout) == (0, both.to_json().encode() + b"\n")
    done = run("stage", "-", "--format", "json", input=done.stdout)
    assert done.stdout == cei.stage(both).to_json().encode() + b"\n"
    assert "Familias" in run("tally", *files, "--format", "table", "--lang", "es").stdout.decode()


def test_rubrics_policies_schemas_codes() -> None:
    for kind, names, read in (("rubric", cei.RUBRICS, cei.rubric), ("policy", cei.POLICIES, cei.policy)):
        assert [one["id"] for one in json.loads(run(kind, "--format", "json").stdout)] == list(names)
        for name in names:
            assert name in run(kind).stdout.decode()
            assert run(kind, name, "--format", "json").stdout == read(name).to_json().encode() + b"\n"
            assert name in run(kind, name, "--lang", "es").stdout.decode()
            assert json.loads(run(kind, name, "--digest").stdout)["digest"] == read(name).digest
    assert run("schema").stdout.decode().split() == list(cei.SCHEMAS)
    assert json.loads(run("schema", "tally").stdout) == cei.schema("tally")
    assert len(run("codes").stdout.decode().splitlines()) == len(cei.codes())
    assert json.loads(run("codes", "unknown_stage", "--format", "json").stdout) == cei.codes("unknown_stage").to_dict()
    assert (
        cei.codes("unknown_stage").explanation["es"][:30]
        in run("codes", "unknown_stage", "--lang", "es").stdout.decode()
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m cei codes --format json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True)
    assert done.stderr == b""


def test_colour_on_a_terminal_only(example: Path) -> None:
    pty = pytest.importorskip("pty")

    def on_terminal(**environment: str) -> bytes:
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "cei", "assess", str(example)]
        process = subprocess.Popen(
            command, stdout=follower, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
        )
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait()
        os.close(leader)
        return shown

    assert b"\x1b[" in on_terminal(TERM="xterm", NO_COLOR="")
    assert b"\x1b[" not in on_terminal(TERM="xterm", NO_COLOR="1")
    assert b"\x1b[" not in on_terminal(TERM="dumb", NO_COLOR="")


def test_a_document_does_not_steer_the_terminal(example: Path, tmp_path: Path) -> None:
    document = json.loads(example.read_text(encoding="utf-8"))
    document["subject"]["name"] = "Ejemplo\x1b[2J\x9b31m\x07"
    named = tmp_path / "named.json"
    named.write_text(json.dumps(document), encoding="utf-8")
    document["ratings"][0]["competency"] = "\x1b[31m"
    document["\x1b]0;title\x07"] = 1
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document), encoding="utf-8")
    for done in (run("assess", str(named)), run("assess", str(wrong)), run("validate", str(wrong), "--lang", "es")):
        shown = (done.stdout + done.stderr).decode()
        assert not any(ord(one) < 32 and one != "\n" or 127 <= ord(one) < 160 for one in shown)
    assert rb"Ejemplo\x1b[2J" in run("assess", str(named)).stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_file_without_end_is_refused() -> None:
    done = run("validate", "/dev/zero", "--format", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["diagnostics"][0]["code"] == "too_large"


def test_the_policy_is_blamed_for_what_is_in_it(example: Path, tmp_path: Path) -> None:
    policy = {**cei.policy("cei-default").to_dict(), "id": "mine"}
    policy["domain"] = {**policy["domain"], "within": 7}
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(policy))
    table = tmp_path / "answers.csv"
    table.write_text("assessment,competency,stage\na,1.1,maturing\n")
    for command in (["assess", example], ["stage", table], ["stage", table, "--domains"]):
        done = run(*command, "--policy", file)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.startswith(f"{file}: not valid, 1 error\nerror[out_of_range] 1:".encode()), done.stderr


@pytest.mark.parametrize("command", ["validate", "assess", "tally", "gaps", "overview", "plan", "report", "rubric"])
def test_what_is_nested_without_end_is_no_traceback(command: str, tmp_path: Path) -> None:
    file = tmp_path / "deep.json"
    file.write_text('{"format":' + "[" * 200_000)
    done = run(command, file)
    assert done.returncode == 1 and b"Traceback" not in done.stderr, done.stderr[-300:]
    assert done.stderr or b"too_deep" in done.stdout


def test_a_field_larger_than_csv_allows_is_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_text('a,b\n"' + "x" * 200_000 + '",1\n')
    for command in (["rubric", file, "--from", "csv"], ["survey", file]):
        done = run(*command)
        assert done.returncode == 1 and b"Traceback" not in done.stderr, done.stderr[-300:]


def test_a_language_that_is_none_is_misuse() -> None:
    done = run("rubric", "cei-self-assessment", "--to", "case", "--language", "@@")
    assert (done.returncode, done.stderr) == (2, b"cei rubric: `@@` is not a language tag\n")


def parsers(parser: Parser) -> Iterator[Parser]:
    yield parser
    for command in _commands(parser):
        yield from parsers(command)


def test_every_help_text_is_there_in_both_languages() -> None:
    english = [one for parser in parsers(_parser()[0]) for _, _, one in texts(parser)]
    assert len(english) > 100
    assert [one for one in english if not isinstance(one, Both) or not one.es or one.es == str(one)] == []
    spanish = _parser()[0]
    spanish.speak("es")
    said = [one for parser in parsers(spanish) for _, _, one in texts(parser)]
    assert said == [one.es for one in english]  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", ["", *_parser()[1]])
def test_help_in_spanish(command: str) -> None:
    done = run(*command.split(), "--help", "--lang=es")
    assert done.returncode == 0 and not done.stderr
    lines = done.stdout.decode()
    assert lines.startswith("uso: cei") and "opciones:" in lines
    assert not re.search(r"\b(the|and|which|usage|options|arguments)\b", lines.replace("MORE", ""))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stage"], "cei stage: faltan estos argumentos: FILE"),
        (["stage", "x", "--kind", "y"], "'y' no es ninguna de las opciones"),
        (["stage", "x", "--kind"], "argumento --kind: necesita un valor"),
        (["disclose", "x", "--min-n", "many"], "argumento --min-n: 'many' no es un número entero"),
        (["agree", "x", "--level", "high"], "argumento --level: 'high' no es un número"),
        (["codes", "--nonsense"], "no se conocen estos argumentos: --nonsense"),
        (["assess", "x", "--ndjson=1"], "argumento --ndjson: no lleva valor"),
    ],
)
def test_misuse_in_spanish(arguments: list[str], said: str) -> None:
    done = run(*arguments, "--lang", "es")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("uso: ") and said in done.stderr.decode()
    assert run("--lang", "es", *arguments).stderr == done.stderr
    assert run(*arguments).stderr.decode().startswith("usage: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rubric", "cei-self-asessment"], "rubric: no existe `cei-self-asessment` (rúbrica): ¿quiso decir `cei-self-assessment`?"),
        (["assess", "EXAMPLE", "--policy", "means"], "assess: no existe `means` (política): ¿quiso decir `mean`?"),
        (["derive", "gap"], "derive: no existe `gap` (operación): ¿quiso decir `gaps`?"),
        (["stage", "EXAMPLE", "--domains"], "stage: --domains es para tablas, y "),
        (["stage", "EXAMPLE", "--kind", "wide"], "stage: --kind es para tablas, y "),
        (["disclose", "EXAMPLE", "--min-n", "5", "--disclosure", "EXAMPLE"], "disclose: indique --disclosure o --min-n, no ambos"),
        (["tally", "-", "-"], "tally: la entrada estándar solo puede leerse una vez"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_in_spanish(arguments: list[str], said: str, example: Path) -> None:
    arguments = [str(example) if one == "EXAMPLE" else one for one in arguments]
    done = run(*arguments, "--lang", "es")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"cei {said}")
    assert run(*arguments).stderr != done.stderr


def test_every_sentence_of_misuse_is_there_in_both_languages() -> None:
    """What is passed on from elsewhere (one argument that is no text of its own) stays as it was said there."""
    package = Path(cei.__file__).parent
    calls = [
        (file.name, node)
        for file in package.glob("_cli*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Misuse"
    ]
    ours = [(file, node) for file, node in calls if not _is_passed_on(node)]
    assert len(ours) > 15
    assert [(file, node.lineno) for file, node in ours if len(node.args) != 2 and not isinstance(node.args[0], ast.Starred)] == []


def _is_passed_on(call: ast.Call) -> bool:
    only = ast.unparse(call.args[0])
    return len(call.args) == 1 and ("str(" in only or "error" in only)


def test_what_is_nested_too_deeply_has_a_code_and_a_path(tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text('{"format":"cei.cohort/1","extensions":' + '{"a":' * 100_000, encoding="utf-8")
    commands: list[list[object]] = [
        ["validate", deep], ["assess", deep], ["tally", deep], ["stage", deep], ["agree", deep], ["gaps", deep],
        ["compare", deep, deep], ["overview", deep], ["disclose", deep], ["audit", deep], ["derive", "gaps", deep],
        ["review", deep, "--as-of", "2026-06-30"], ["plan", deep], ["progress", deep, deep], ["metrics", deep],
        ["lens", deep, "plln-components"], ["initiative", "--cohort", deep], ["report", deep], ["rubric", deep],
        ["rubric", deep, "--from", "case"], ["policy", deep], ["survey", deep, "--mapping", deep],
    ]  # fmt: skip
    for command in commands:
        done = run(*command, "--lang", "es")
        assert done.returncode == 1, (command, done.stderr)
        said = done.stdout + done.stderr
        assert b"error[" in said or b'"severity":"error"' in said, (command, said)


def test_a_cell_that_never_ends_has_a_code_and_a_row(tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text('Role,1.1 Culture\nParent,Maturing\n"' + "x" * 200_000, encoding="utf-8")
    for command in (["survey", file], ["rubric", file, "--from", "csv"], ["read-workbook", file]):
        done = run(*command, "--lang", "es")
        assert done.returncode == 1, (command, done.stderr)
        said = (done.stdout + done.stderr).decode()
        place = '"code":"row_too_long","path":"","at":{"file":"open.csv","row":3}'
        assert "error[row_too_long] en archivo open.csv, fila 3" in said or place in said, (command, said)
    file.write_text('assessment,competency,stage\n"' + "x" * (1 << 25), encoding="utf-8")
    done = run("tally", file, "--format", "table")
    assert done.returncode == 1 and "error[row_too_long] at file open.csv, row 2" in done.stderr.decode()
