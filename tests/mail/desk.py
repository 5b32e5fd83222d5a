"""An instance that reads and sends mail, and what the tests ask it."""

import json
import subprocess

from instance import Client, Instance, Unreachable
from servers import DESK, PASSWORD


class Desk(Instance):
    def __init__(self, binary, folder, servers, database=None, owner=None, smtp=None):
        super().__init__(binary, folder, database or f"sqlite:{folder}/socle.db", owner)
        self.servers = servers
        with open(self.config, "a") as config:
            config.write(
                f'[mail]\nhost = "localhost"\nport = {smtp or servers.smtp}\nsecurity = "starttls"\n'
                f'ca_file = "{servers.ca}"\nfrom = "{DESK}"\ntimeout_seconds = 20\npoll_seconds = 1\n'
            )

    def mailbox(self, name, secret=PASSWORD, port=None, **more):
        """Adds a mailbox by the command line and gives its identifier."""
        words = ["mailbox", "add", "--name", name, "--address", DESK, "--host", "localhost"]
        words += ["--port", str(port or self.servers.imap), "--user", more.pop("user", name)]
        for key, value in more.items():
            words += [f"--{key.replace('_', '-')}", value]
        return self.given(secret, *words).strip()

    def given(self, typed, *words):
        """A command that reads standard input."""
        done = subprocess.run([self.binary, "--config", self.config, *words], input=typed, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"socle {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def refused(self, *words):
        """What a command says that must fail."""
        done = subprocess.run([self.binary, "--config", self.config, *words], capture_output=True, text=True)
        if done.returncode == 0:
            raise AssertionError(f"socle {' '.join(words)} did not fail:\n{done.stdout}")
        return done.stderr

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def rows(self, *tables):
        """Every row of some tables, through `socle export`."""
        file = self.folder / "export.jsonl"
        file.unlink(missing_ok=True)
        self.command("export", file)
        found, head = {table: [] for table in tables}, None
        for line in file.read_text().split("\n"):
            value = json.loads(line) if line else None
            if isinstance(value, dict) and "table" in value:
                head = value
            elif isinstance(value, list) and head and head["table"] in found:
                found[head["table"]].append(dict(zip([c["name"] if isinstance(c, dict) else c for c in head["columns"]], value)))
        return [found[table] for table in tables]


class Api:
    """The API as one person."""

    def __init__(self, desk, token):
        self.client = Client(desk.port, token=token)

    def get(self, path):
        try:
            answer = self.client.send("GET", path)
        except Unreachable:  # the connection was kept to a server that was ended meanwhile
            answer = self.client.send("GET", path)
        assert answer.status == 200, (path, answer.status, answer.body[:300])
        return answer.json()

    def post(self, path, value, headers=None):
        answer = self.client.json("POST", path, value, headers)
        assert answer.status in (200, 201), (path, answer.status, answer.body[:300])
        return answer.json()

    def tickets(self):
        return self.get("/api/v1/tickets")["items"]

    def titled(self, title):
        return next((t for t in self.tickets() if t["title"] == title), None)
