"""Writes `reference.md` from the docstrings: `python cei-py/docs/make_reference.py`. A test compares it."""

import inspect
import re
from pathlib import Path

import cei

PAGE = Path(__file__).with_name("reference.md")

GROUPS = {
    "Documents": ("assess", "assess_many", "validate", "rubric", "policy", "schema", "codes"),
    "Tables and counts": ("tally", "stage", "stages", "TableFile"),
    "Several voices": ("agreement", "gaps", "compare", "overview", "transitions", "crosswalk"),
    "In and out": ("read_survey", "read_dashboard", "workbook", "read_workbook", "rating_sheet", "rubric_csv",
                   "read_rubric_csv", "read_case", "report"),
}  # fmt: skip


def grouped() -> dict[str, list[str]]:
    """Return every public name in a group."""
    constants = [name for name in cei.__all__ if isinstance(getattr(cei, name), str | tuple)]
    placed = {name for names in GROUPS.values() for name in names} | set(constants)
    rest = [name for name in cei.__all__ if name not in placed]
    out = {title: [name for name in names if name in cei.__all__] for title, names in GROUPS.items()}
    out["Around the rubric"] = [name for name in rest if not inspect.isclass(getattr(cei, name))]
    out["Classes"] = sorted(name for name in rest if inspect.isclass(getattr(cei, name)))
    out["Constants"] = constants
    return out


def signature(thing: object) -> str:
    """Return what it is called with; nothing for what is not made by calling it."""
    try:
        text = str(inspect.signature(thing, eval_str=False))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    text = re.sub(r"'([^']*)'(?=[,)\] ]|$)", r"\1", text) if "'" in text else text
    return text.replace("_api.", "").replace(" -> None", "")


def page(docstring: str) -> str:
    """Return a docstring in NumPy style as Markdown."""
    out: list[str] = []
    lines = docstring.splitlines()
    section, index = "", 0
    while index < len(lines):
        line = lines[index]
        if index + 1 < len(lines) and re.fullmatch(r"-{3,}", lines[index + 1]):
            section = line.strip()
            out += [f"**{section}**", ""]
            index += 2
            continue
        if line.startswith(">>> "):
            end = next((at for at in range(index, len(lines)) if not lines[at].strip()), len(lines))
            out += ["```python", *lines[index:end], "```"]
            index = end
            continue
        if section in ("Parameters", "Attributes", "Returns", "Yields", "Raises") and line and not line.startswith(" "):
            name, colon, kind = line.partition(" : ")
            line = f"- `{name}`" + (f": {kind}" if colon else "")
        elif section in ("Parameters", "Attributes", "Returns", "Yields", "Raises"):
            line = f"  {line.strip()}" if line.strip() else ""
        out.append(line.replace("``", "`"))
        index += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def members(thing: type) -> list[str]:
    """Return the public members of a class, a line for each."""
    out = []
    for name, value in sorted(vars(thing).items()):
        value = getattr(thing, name) if isinstance(value, staticmethod | classmethod) else value
        summary = (inspect.getdoc(value) or "").partition("\n\n")[0].replace("\n", " ").replace("``", "`")
        if name.startswith("_") or not summary or isinstance(value, str | type(None)):
            continue
        out.append(f"- `{name}{'()' if callable(value) else ''}`: {summary}")
    return out


def entry(name: str) -> str:
    """Return what the page says of a name."""
    thing = getattr(cei, name)
    if isinstance(thing, str | tuple):
        shown = f"`{thing}`" if isinstance(thing, str) else ", ".join(f"`{one}`" for one in thing)
        return f"### {name}\n\n{'The version of the package' if name == '__version__' else shown}"
    parts = [f"### {name}"]
    if not inspect.isclass(thing):
        parts.append(f"```python\ncei.{name}{signature(thing)}\n```")
    parts.append(page(inspect.getdoc(thing) or ""))
    if inspect.isclass(thing) and (listed := members(thing)):
        parts.append("**Members**\n\n" + "\n".join(listed))
    return "\n\n".join(parts)


def reference() -> str:
    """Return the page."""
    head = (
        "# Reference\n\n"
        "Made by `make gen` from the docstrings, whose examples the tests run. `help(cei.stage)` shows the same.\n"
        "Ways to do things are in the [cookbook](cookbook.md), and all that the library decides in the specification.\n"
    )
    groups = [f"## {title}\n\n" + "\n\n".join(map(entry, names)) for title, names in grouped().items() if names]
    return head + "\n" + "\n\n".join(groups) + "\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
