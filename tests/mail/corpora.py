"""Public mails and strings made to break programs, from packages, each at the version that is locked here."""

import json
import os
import pathlib
import subprocess
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = pathlib.Path(os.environ.get("SOCLE_TOOLS") or pathlib.Path.home() / ".cache/socle/tools") / "mail"


def mails():
    """Every mail of both corpora: (name, bytes)."""
    found = [(path.name, path.read_bytes()) for path in sorted(crate().rglob("*.eml"))]
    with tarfile.open(sdist()) as archive:
        for member in archive.getmembers():
            if "/tests/mails/" in member.name and member.isfile():
                found.append((pathlib.Path(member.name).name, archive.extractfile(member).read()))
    assert len(found) > 125, f"only {len(found)} mails in the corpora"
    return found


def strings():
    """The big list of naughty strings."""
    installed = TOOLS / "node_modules"
    lock = HERE / "package-lock.json"
    if not same(lock, TOOLS / "installed-lock.json"):
        TOOLS.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (TOOLS / name).write_bytes((HERE / name).read_bytes())
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=TOOLS, check=True)
        (TOOLS / "installed-lock.json").write_bytes(lock.read_bytes())
    listed = next(installed.rglob("blns.json"))
    found = json.loads(listed.read_text())
    assert len(found) > 400, f"only {len(found)} strings"
    return found


def crate():
    """The sources of the crate that reads our mails, with its own samples."""
    words = ["cargo", "metadata", "--format-version", "1", "--locked"]
    told = json.loads(subprocess.run(words, cwd=HERE, check=True, capture_output=True).stdout)
    package = next(p for p in told["packages"] if p["name"] == "mail-parser")
    return pathlib.Path(package["manifest_path"]).parent / "resources"


def sdist():
    """The source archive of the Python package, with its samples."""
    asked = HERE / "requirements.txt"
    if not same(asked, TOOLS / "requirements.txt") or not list(TOOLS.glob("mail_parser-*.tar.gz")):
        TOOLS.mkdir(parents=True, exist_ok=True)
        words = ["python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary",
                 ":all:", "--require-hashes", "-r", asked, "-d", TOOLS]
        subprocess.run(words, check=True)
        (TOOLS / "requirements.txt").write_bytes(asked.read_bytes())
    return next(TOOLS.glob("mail_parser-*.tar.gz"))


def same(one, other):
    return other.exists() and one.read_bytes() == other.read_bytes()
