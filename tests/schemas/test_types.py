"""Types made from the schemas by stock generators compile, and consumers written by hand use them."""

import importlib
import json
import shutil
import subprocess
import sys

import cei
import documents
import pytest
import verdicts

SCHEMAS = documents.ROOT / "schemas"


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.skipif(not verdicts.npm(verdicts.HERE), reason="types for TypeScript need node and npm")
def test_typescript(tmp_path):
    modules = verdicts.HERE / "node_modules"
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(modules)
    run("node", verdicts.HERE / "types.mjs", SCHEMAS, tmp_path)
    shutil.copy(verdicts.HERE / "consumer.ts", tmp_path)
    made = {file.stem for file in tmp_path.glob("*.ts")}
    assert made == {*documents.SCHEMAS, "consumer"}
    run("node", modules / "typescript" / "bin" / "tsc", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess",
        "--target", "es2022", "--module", "nodenext", "--types", "node", *sorted(tmp_path.glob("*.ts")), cwd=tmp_path)
    document = json.loads(run("node", "consumer.js", cwd=tmp_path))
    assert not cei.validate(document).errors
    (tmp_path / "found.json").write_text(cei.assess(document).to_json(), encoding="utf-8")
    shown = json.loads(run("node", "consumer.js", "found.json", cwd=tmp_path))
    assert len(shown) == 7 and shown[0].startswith("building-relationships: "), shown


def test_pydantic(tmp_path, monkeypatch):
    from datamodel_code_generator import DataModelType, InputFileType, generate

    for name in documents.SCHEMAS:
        generate(SCHEMAS / f"{name}.schema.json", input_file_type=InputFileType.JsonSchema, output=tmp_path / f"{name}.py",
                 output_model_type=DataModelType.PydanticV2BaseModel, use_annotated=True, formatters=[], disable_timestamp=True)
    shutil.copy(verdicts.HERE / "consumer.py", tmp_path)
    policy = documents.ROOT / "cei-core" / "data" / "policies" / "cei-default.json"
    run(sys.executable, "consumer.py", policy, cwd=tmp_path)
    # Every module imports, and reads the example of its schema.
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in documents.SCHEMAS:
        monkeypatch.delitem(sys.modules, name, raising=False)
        module = importlib.import_module(name)
        called = documents.SCHEMAS[name]["title"].replace(" ", "").lower()
        (model,) = [one for known, one in vars(module).items() if known.lower() == called]
        model.model_validate(documents.example(name))
        monkeypatch.delitem(sys.modules, name)
