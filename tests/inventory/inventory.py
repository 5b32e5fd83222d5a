"""A real agent's inventory becomes an asset of the right beneficiary, once. README.md says what is proved."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "durability"))

from instance import Client, Instance
from world import World, expect


class Fleet:
    """What the test asks the instance."""

    def __init__(self, instance, world):
        self.client = Client(instance.port, token=world.tokens["admin@hautevive.example"])
        self.server = f"http://127.0.0.1:{instance.port}"
        self.home, self.other = world.requesters[0][0], world.requesters[1][0]

    def ask(self, method, path, value=None):
        return expect(self.client.json(method, path, value), 200, 201).json()

    def assets(self):
        return self.ask("GET", "/api/v1/assets")["items"]

    def machines(self):
        return self.ask("GET", "/api/v1/inventory/machines")["latest"]

    def content(self, machine):
        return self.ask("GET", f"/api/v1/inventory/machines/{machine['beneficiary']}/{machine['id']}")["content"]


ELSEWHERE = """package Elsewhere;
use lib "/usr/share/fusioninventory/lib";
use setup;
$setup::setup{vardir} = $ENV{AGENT_FOLDER};
1;
"""


class Agent:
    """The agent of Debian, remembering what it knows in a folder of its own: it has no option for that."""

    def __init__(self, folder):
        self.folder, self.log = folder / "agent", folder / "agent.log"
        (folder / "Elsewhere.pm").write_text(ELSEWHERE)
        self.words = ["perl", f"-I{folder}", "-MElsewhere", "/usr/bin/fusioninventory-agent", "--config=none", "--no-httpd", "--tasks=inventory"]
        self.environment = {**os.environ, "AGENT_FOLDER": str(self.folder)}

    def run(self, server, *more):
        self.folder.mkdir(exist_ok=True)
        words = [*self.words, f"--server={server}", "--debug", *more]
        with open(self.log, "ab") as log:
            done = subprocess.run(words, env=self.environment, stdout=log, stderr=log, timeout=300)
        assert done.returncode == 0, f"the agent itself failed: see {self.log}"

    def forget(self):
        shutil.rmtree(self.folder)

    def file(self, folder):
        """An inventory as the agent writes it to a file."""
        folder.mkdir()
        self.folder.mkdir(exist_ok=True)
        words = [*self.words, f"--local={folder}"]
        subprocess.run(words, env=self.environment, capture_output=True, check=True, timeout=300)
        return next(folder.glob("*.ocs"))


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/inventory/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(binary, folder / "instance", f"sqlite:{folder}/instance/socle.db")
    instance.start(60)
    try:
        fleet, agent = Fleet(instance, World(instance)), Agent(folder)
        secret = opened(fleet)
        this_machine(fleet, agent, secret)
        strangers(fleet, agent)
        reinstalled(fleet, agent, secret)
        injected(fleet, agent, secret, folder)
    finally:
        if instance.process and instance.process.poll() is None:
            instance.process.terminate()
            instance.process.wait(30)


def opened(fleet):
    site = fleet.ask("POST", "/api/v1/sites", {"beneficiary": fleet.home, "name": "Mairie", "fibre": "connected"})
    form = {"beneficiary": fleet.home, "name": "Mairie", "site": site["id"], "makes_assets": "on", "legal_status": "lent_free"}
    made = fleet.ask("POST", "/api/v1/inventory/accesses", form)
    assert made["path"] == f"/inventory/{made['secret']}", made
    return made["secret"]


def this_machine(fleet, agent, secret):
    began = time.monotonic()
    agent.run(f"{fleet.server}/inventory/{secret}")
    [asset], [machine] = fleet.assets(), fleet.machines()
    assert (asset["beneficiary"], asset["site_name"], asset["legal_status"]) == (fleet.home, "Mairie", "lent_free"), asset
    assert asset["name"] == socket.gethostname().split(".")[0], asset
    assert machine["asset"] == asset["id"] and machine["agent"].startswith("FusionInventory-Agent_v"), machine
    content = fleet.content(machine)
    programs = {one["name"] for one in content["softwares"]}
    assert "fusioninventory-agent" in programs and len(programs) > 50, sorted(programs)[:20]
    assert not {"envs", "processes", "local_users", "local_groups", "users"} & content.keys(), content.keys()
    hardware = content["hardware"][0]
    assert "lastloggeduser" not in hardware and "userid" not in hardware, hardware
    for words in ((f"{fleet.server}/inventory/{secret}",), (f"{fleet.server}/inventory", "--user=agent", f"--password={secret}"),
                  (f"{fleet.server}/inventory/{secret}", "--no-compression")):
        before = fleet.machines()[0]["last_seen_at"]
        agent.run(*words)
        assert len(fleet.assets()) == 1, fleet.assets()
        [again] = fleet.machines()
        assert again["id"] == machine["id"] and again["last_seen_at"] > before, (words, again)
    print(f"the agent of this machine: one asset, four times; {time.monotonic() - began:.0f} s", flush=True)


def strangers(fleet, agent):
    before = (fleet.assets(), fleet.machines())
    agent.run(f"{fleet.server}/inventory/wrong")
    agent.run(f"{fleet.server}/inventory", "--user=agent", "--password=wrong")
    agent.run(f"{fleet.server}/inventory")
    assert (fleet.assets(), fleet.machines()) == before, "a stranger wrote something"
    print("a wrong secret, a wrong password, none: nothing written", flush=True)


def reinstalled(fleet, agent, secret):
    [before] = fleet.machines()
    agent.forget()
    time.sleep(1.1)  # its new name tells the second of its first run
    agent.run(f"{fleet.server}/inventory/{secret}")
    kind = before["identity"].split(":")[0]
    assert len(fleet.machines()) == (2 if kind == "device" else 1), fleet.machines()
    print(f"installed again: known by its {kind}", flush=True)


def injected(fleet, agent, secret, folder):
    file = agent.file(folder / "files")
    text = file.read_text()
    assert "<SSN></SSN>" in text or "<SSN>" in text, "no serial number to replace"
    start, end = text.index("<SSN>") + 5, text.index("</SSN>")
    file.write_text(text[:start] + "5CG0123ABC" + text[end:])
    before = len(fleet.assets())
    for expected in (before + 1, before + 1):
        words = ["fusioninventory-injector", "-v", "-f", str(file), "--url", f"{fleet.server}/inventory/{secret}"]
        subprocess.run(words, capture_output=True, check=False, timeout=60)
        assert len(fleet.assets()) == expected, [asset["name"] for asset in fleet.assets()]
    [found] = fleet.ask("GET", "/api/v1/assets?q=5CG0123ABC")["items"]
    assert found["serial"] == "5CG0123ABC" and found["beneficiary"] == fleet.home, found
    print("the injector: one more asset, twice", flush=True)


if __name__ == "__main__":
    main()
