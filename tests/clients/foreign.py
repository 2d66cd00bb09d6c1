"""The clients in languages that load the shared library: Python (cffi), Node (koffi), Java (JNA)."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
JNA = Path("/usr/share/java/jna.jar")


def install_node():
    """What is missing for Node; None if nothing is. Installs koffi from npm where it is not there."""
    folder = HERE / "node"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "node and npm are not installed"
    if not (folder / "node_modules/koffi").exists():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
        if done.returncode:
            return f"npm cannot install koffi: {(done.stdout + done.stderr).strip()[-200:]}"
    return None


def missing():
    """Each client with what the machine lacks for it, or None."""
    java = None if shutil.which("java") and JNA.exists() else "java or Debian's libjna-java is not installed"
    cffi = None if importlib.util.find_spec("cffi") else "the Python package cffi is not installed"
    return {"cffi": cffi, "node": install_node(), "java": java}


def commands(library):
    """How each client is run with this library: (command, environment)."""
    environment = {**os.environ, "CEI_LIBRARY": str(library)}
    return {
        "cffi": ([sys.executable, HERE / "python/corpus.py"], environment),
        "node": (["node", HERE / "node/corpus.mjs"], environment),
        "java": (["java", "-cp", JNA, f"-Dcei.library={library}", HERE / "java/Corpus.java"], environment),
    }
