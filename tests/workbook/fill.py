"""Fills cells of a workbook in a running LibreOffice and saves it: run by LibreOffice's Python, told by run.py.

    fill.py PIPE PLAN

PLAN is a JSON file: {"in", "out", "fill": [[sheet, cell, value]], "locked": [[sheet, cell]], "lists": [[sheet, cell]]}.
What is seen is printed as JSON: cells that should be locked and are not, or are and should not, or have no drop-down.
"""

import json
import pathlib
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.ValidationType import LIST


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def option(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def main(pipe, plan):
    plan = json.loads(pathlib.Path(plan).read_text(encoding="utf-8"))
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL(pathlib.Path(plan["in"]).as_uri(), "_blank", 0, (option("Hidden", True),))
    sheets = book.Sheets

    def cell(sheet, address):
        return sheets.getByName(sheet).getCellRangeByName(address)

    # A person cannot change a locked cell of a protected sheet; a program such as this one could.
    filled = {(sheet, address) for sheet, address, _ in plan["fill"]}
    unlocked = [
        [sheet, address] for sheet, address in plan["locked"]
        if not sheets.getByName(sheet).isProtected() or not cell(sheet, address).CellProtection.IsLocked
    ]
    closed = [[sheet, address] for sheet, address in filled if cell(sheet, address).CellProtection.IsLocked]
    without = []
    for sheet, address in plan["lists"]:
        if cell(sheet, address).Validation.Type != LIST:
            without.append([sheet, address])
    for sheet, address, value in plan["fill"]:
        cell(sheet, address).String = value
    visible = [name for name in sheets.ElementNames if sheets.getByName(name).IsVisible]
    book.calculateAll()
    book.storeToURL(pathlib.Path(plan["out"]).as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    print(json.dumps({"unlocked": unlocked, "closed": closed, "without": without, "visible": visible}))


main(*sys.argv[1:])
