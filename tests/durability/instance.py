"""An instance of Socle under test: its settings, its server process, one browser session, its command line."""

import http.client
import json
import re
import signal
import socket
import subprocess
import time

PASSWORD = "Quatre platanes sur la place"


class Unreachable(Exception):
    """No answer: the server was killed, or is not up yet. Whether it acted is unknown."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Client:
    """One keep-alive connection with one identity: a bearer token, or the session of a browser."""

    def __init__(self, port, token=None, cookie=None, csrf=None):
        self.port, self.token, self.cookie, self.csrf = port, token, cookie, csrf
        self.connection = None

    def send(self, method, path, body=None, headers=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-CSRF-Token"] = self.csrf
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.connection = None
            raise Unreachable(str(error)) from error

    def json(self, method, path, value, headers=None):
        sent = {"Content-Type": "application/json", **(headers or {})}
        return self.send(method, path, json.dumps(value).encode(), sent)

    def upload(self, path, fields, files):
        """A form with files, as a browser sends it."""
        edge = "----socle-durability-0f3b9a"
        parts = []
        for name, value in {**fields, "csrf": self.csrf}.items():
            parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
        for name, data in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})


class Instance:
    """A folder with a settings file, and the server process that runs on it."""

    def __init__(self, binary, folder, database, owner=None):
        self.binary, self.folder, self.process = binary, folder, None
        folder.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        address = f"127.0.0.1:{self.port}"
        lines = [f'database_url = "{database}"', f'files_dir = "{folder}/files"', f'secret_file = "{folder}/socle.key"', f'listen = "{address}"']
        lines.append(f'public_url = "http://{address}"')
        lines.append("api_calls_per_minute = 0")
        if owner:
            lines.append(f'database_owner_url = "{owner}"')
        self.config = folder / "socle.toml"
        self.config.write_text("\n".join(lines) + "\n")
        self.log = open(folder / "server.log", "ab")

    def command(self, *words):
        """Runs a subcommand to its end and gives what it printed."""
        done = subprocess.run([self.binary, "--config", self.config, *words], capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"socle {' '.join(map(str, words))} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, patience):
        """Starts the server and gives the seconds until it answered a page."""
        began = time.monotonic()
        words = [self.binary, "--config", self.config, "serve"]
        self.process = subprocess.Popen(words, stdout=self.log, stderr=self.log)
        while True:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended by itself: see {self.folder}/server.log")
            try:
                if Client(self.port).send("GET", "/sign-in").status == 200:
                    return time.monotonic() - began
            except Unreachable:
                pass
            if time.monotonic() - began > patience:
                raise AssertionError(f"the server did not answer within {patience} s")
            time.sleep(0.01)

    def kill(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended by itself: see {self.folder}/server.log")
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def sign_in(self, link):
        """Uses a one-time link with a password and gives the session of that person."""
        visitor = Client(self.port)
        body = "password=" + PASSWORD.replace(" ", "+")
        answer = visitor.send("POST", link, body, {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 303:
            raise AssertionError(f"the link of socle setup answered {answer.status}: {answer.body[:500]}")
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        session = Client(self.port, cookie=cookie)
        page = session.send("GET", "/account").body.decode()
        session.csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        return session
