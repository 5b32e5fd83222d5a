"""A real backup and a real restore feed the commitments on backups. README.md says what is proved."""

import datetime
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys
import time
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "durability"))

from instance import Client, Instance
from world import World, expect

AGREEMENT = HERE.parents[1] / "agreements" / "pau-bearn-pyrenees.toml"
# Borg tells local times: they are read on the clock of the agreement.
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
SECRET = {"RESTIC_PASSWORD": "phrase-d-essai", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes", "TZ": "Europe/Paris"}


def ran(folder, *words):
    home = folder / "home"
    home.mkdir(exist_ok=True)
    env = {**os.environ, **SECRET, "HOME": str(home), "RESTIC_CACHE_DIR": str(home / "cache"), "BORG_BASE_DIR": str(home)}
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise AssertionError(f"{words} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


class Restic:
    name = "restic"

    def __init__(self, folder):
        self.folder, self.repository = folder, folder / "restic"
        ran(folder, "restic", "-r", self.repository, "init")

    def back_up(self, source):
        report = ran(self.folder, "restic", "-r", self.repository, "backup", "--json", source)
        ran(self.folder, "restic", "-r", self.repository, "check", "--read-data")
        return report

    def restore(self, source, target):
        ran(self.folder, "restic", "-r", self.repository, "restore", "latest", "--target", target)
        return target / str(source).lstrip("/")


class Borg:
    name = "borg"

    def __init__(self, folder):
        self.folder, self.repository = folder, folder / "borg"
        ran(folder, "borg", "init", "--encryption=none", self.repository)

    def back_up(self, source):
        report = ran(self.folder, "borg", "create", "--json", f"{self.repository}::essai", source)
        ran(self.folder, "borg", "check", "--verify-data", self.repository)
        return report

    def restore(self, source, target):
        target.mkdir(exist_ok=True)
        home = self.folder / "home"
        env = {**os.environ, **SECRET, "BORG_BASE_DIR": str(home)}
        subprocess.run(["borg", "extract", f"{self.repository}::essai"], cwd=target, env=env, check=True)
        return target / str(source).lstrip("/")


class Desk:
    """What the test asks the instance."""

    def __init__(self, instance, world):
        self.client = Client(instance.port, token=world.tokens["admin@hautevive.example"])
        self.home = world.requesters[0][0]

    def ask(self, method, path, value=None):
        return expect(self.client.json(method, path, value), 200, 201).json()

    def refused(self, method, path, value):
        return expect(self.client.json(method, path, value), 422)

    def protect(self, tool):
        now = datetime.datetime.now(PARIS) - datetime.timedelta(minutes=2)
        body = {"beneficiary": self.home, "name": f"Fichiers ({tool})", "kind": "data", "tool": tool,
                "starts_on": now.strftime("%Y-%m-%d"), "due_time": now.strftime("%H:%M"), "every_hours": "24",
                "window_minutes": "60", "retention_days": "30", "rpo_hours": "24", "rto_hours": "10"}
        return self.ask("POST", "/api/v1/backups", body)


def files(folder):
    (folder / "sous-dossier").mkdir(parents=True)
    (folder / "délibération.txt").write_text("Article 1er.\n" * 2_000)
    (folder / "sous-dossier" / "plan.bin").write_bytes(os.urandom(300_000))
    (folder / "vide.txt").write_bytes(b"")


def same(left, right):
    compared = filecmp.dircmp(left, right)
    apart = compared.left_only + compared.right_only + compared.funny_files
    _, differ, unread = filecmp.cmpfiles(left, right, compared.common_files, shallow=False)
    assert not apart and not differ and not unread, (apart, differ, unread)
    count = len(compared.common_files)
    return count + sum(same(left / name, right / name) for name in compared.common_dirs)


def through(desk, tool, folder):
    began = time.monotonic()
    source, kept = folder / f"source-{tool.name}", folder / f"kept-{tool.name}"
    files(source)
    shutil.copytree(source, kept)
    thing = desk.protect(tool.name)
    path = f"/api/v1/backups/{thing['beneficiary']}/{thing['id']}"
    report = tool.back_up(source)
    told = {"format": tool.name, "report": report, "verified": True}
    for _ in range(2):
        run = desk.ask("POST", f"{path}/runs", told)
        assert run["outcome"] == "succeeded" and run["is_verified"] and run["due_at"], run
    assert len(desk.ask("GET", path)["runs"]) == 1, "told twice, it is one run"
    desk.refused("POST", f"{path}/runs", {**told, "report": report[: len(report) // 2]})
    heartbeat = desk.ask("POST", f"{path}/secret", {})["path"]
    assert desk.ask("POST", heartbeat, {"outcome": "failed", "key": "essai", "detail": "disque plein"})["outcome"] == "failed"

    of = f"{thing['beneficiary']}/{thing['id']}"
    restore = desk.ask("POST", "/api/v1/restores", {"object": of, "what": "Tout", "complexity": "simple"})
    test = desk.ask("POST", "/api/v1/restore-tests", {"object": of, "planned_on": datetime.date.today().isoformat()})
    shutil.rmtree(source)
    back = tool.restore(source, folder / f"back-{tool.name}")
    count = same(kept, back)
    ended = {"outcome": "done", "version": restore["version"]}
    desk.ask("PUT", f"/api/v1/restores/{thing['beneficiary']}/{restore['id']}/end", ended)
    result = {"outcome": "passed", "minutes": "1", "proof": f"{count} files came back as they were", "version": test["version"]}
    done = desk.ask("PUT", f"/api/v1/restore-tests/{thing['beneficiary']}/{test['id']}/result", result)
    assert done["proof_digest"], done
    print(f"{tool.name}: backed up, told, restored and compared, {count} files; {time.monotonic() - began:.1f} s", flush=True)


def agreed(instance, desk, folder):
    """The agreement of the repository between the parties of this instance."""
    provider = next(o for o in desk.ask("GET", "/api/v1/organisations") if o["side"] == "provider")
    text = AGREEMENT.read_text().replace('"CAPBP"', f'"{provider["code"]}"', 1).replace('"PMPB"', '"VAL"', 1)
    file = folder / "agreement.toml"
    file.write_text(text)
    instance.command("agreement", "import", file, "--beneficiary", "VAL", "--from", "2022-01-01")


def counted(desk):
    today = datetime.datetime.now(PARIS).date()
    period = f"from={today - datetime.timedelta(days=1)}&to={today + datetime.timedelta(days=1)}"
    board = desk.ask("GET", f"/api/v1/scoreboards/VAL?{period}")
    lines = {line["code"]: line for line in board["indicators"]}
    value = lambda code: lines[code]["value"].get("value")
    assert value("S.1a") == 2, lines["S.1a"]
    assert value("S.1b") == 2, lines["S.1b"]
    for code in ("B.2a", "S.2a", "B.2b", "S.2b"):
        assert lines[code]["value"]["kind"] == "seconds", lines[code]
    print("scoreboard: S.1a, S.1b, B.2a, S.2a, B.2b and S.2b have their figures", flush=True)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/backups/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(binary, folder / "instance", f"sqlite:{folder}/instance/socle.db")
    instance.start(60)
    try:
        desk = Desk(instance, World(instance))
        agreed(instance, desk, folder)
        for tool in (Restic, Borg):
            through(desk, tool(folder), folder)
        time.sleep(1.1)  # what ended in this very second is of the period once it is over
        counted(desk)
    finally:
        if instance.process and instance.process.poll() is None:
            instance.process.terminate()
            instance.process.wait(30)


if __name__ == "__main__":
    main()
