"""The test: the document is valid, the interface keeps to it whatever it is sent, calendars are read by a library.
README.md says what it proves, and which checks are left out and why."""

import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

import icalendar
from openapi_spec_validator import OpenAPIV31SpecValidator

HERE = pathlib.Path(__file__).resolve().parent
TOOL = pathlib.Path(sys.executable).parent / "schemathesis"
SEED = os.environ.get("SOCLE_API_SEED", "2026")
# Who asks, for how many seconds, with how many cases an operation beside those of the coverage phase.
# The administrator comes last: a run learns identifiers from answers, and may take everybody's access away.
VISITS = [("nobody", 10), ("director", 20), ("officer", 45), ("administrator", 75)]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/api/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    demo = Demo(binary, folder)
    step("the demonstration", demo.start)
    try:
        step("the document", lambda: judge(demo))
        step("calendars", lambda: calendars(demo))
        for who, seconds in VISITS:
            step(f"requests of {who}", lambda: throw(demo, who, seconds))
        demo.still_well()
    finally:
        demo.stop()


class Demo:
    """The demonstration on SQLite, served, with a token of each persona that is needed."""

    def __init__(self, binary, folder):
        self.binary, self.folder, self.home = binary, folder, folder / "demo"
        self.process, self.address, self.tokens = None, None, {}

    def start(self):
        log = self.folder / "demo.log"
        words = [self.binary, "demo", "--folder", self.home, "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(words, stdout=open(log, "w"), stderr=open(self.folder / "demo.err", "w"), cwd=self.folder)
        for _ in range(1200):
            line = next((l for l in log.read_text().splitlines() if l.startswith("Socle · http")), None)
            if line:
                break
            if self.process.poll() is not None:
                sys.exit((self.folder / "demo.err").read_text())
            time.sleep(0.2)
        self.address = next(word for word in line.split() if word.startswith("http")).rstrip("/")
        for who, mail in self.personas():
            self.tokens[who] = self.token(mail)
        return self.address

    def personas(self):
        persons = json.loads((HERE / "personas.json").read_text())
        return persons.items()

    def token(self, mail):
        words = ["--database-url", f"sqlite:{self.home}/socle.db", "token", "create", "--person", mail, "--name", "schemathesis"]
        done = subprocess.run([self.binary, *words], capture_output=True, text=True, cwd=self.home)
        if done.returncode != 0:
            sys.exit(f"no token for {mail}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def get(self, path, who=None):
        request = urllib.request.Request(self.address + path)
        if who:
            request.add_header("Authorization", f"Bearer {self.tokens[who]}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def post(self, path, who, value):
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, json.dumps(value).encode(), headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read())

    def still_well(self):
        if self.process.poll() is not None:
            sys.exit(f"the server ended by itself: see {self.folder}/demo.err")
        assert self.get("/health/ready") == b"ready\n"

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def judge(demo):
    document = json.loads(demo.get("/api/v1/openapi.json"))
    errors = list(OpenAPIV31SpecValidator(document).iter_errors())
    if errors:
        sys.exit("\n".join(f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in errors[:20]))
    operations = sum(len(methods) for methods in document["paths"].values())
    return f"valid OpenAPI {document['openapi']}, {operations} operations, {len(document['components']['schemas'])} schemas"


def calendars(demo):
    """Each part is read whole by a library that keeps to RFC 5545."""
    told = []
    for who, part in [("technician", "mine"), ("technician", "visits"), ("officer", "visits"), ("officer", "works")]:
        address = demo.post("/api/v1/calendars", who, {"part": part})["address"]
        calendar = icalendar.Calendar.from_ical(demo.get("/calendar/" + address.split("/calendar/")[1]))
        assert str(calendar["VERSION"]) == "2.0" and calendar["PRODID"], calendar
        events = [e for e in calendar.walk("VEVENT")]
        for event in events:
            assert event["UID"] and event["SUMMARY"] and event.decoded("DTSTAMP") and event.decoded("DTSTART"), event
            assert str(event["URL"]).startswith("http"), event
        assert len({str(event["UID"]) for event in events}) == len(events)
        told.append(f"{part} of {who}: {len(events)}")
    return ", ".join(told)


def throw(demo, who, seconds):
    """One run of schemathesis; its own words when it finds something."""
    report = demo.folder / f"{who}.txt"
    words = [
        TOOL, "--config-file", settings(demo, who), "run", f"{demo.address}/api/v1/openapi.json",
        "--seed", SEED, "--max-time", str(seconds), "--workers", "1", "--request-timeout", "20",
    ]
    if who == "nobody":
        words += ["--exclude-checks", "ignored_auth,positive_data_acceptance"]
    else:
        words += ["--header", f"Authorization: Bearer {demo.tokens[who]}"]
    with open(report, "w") as out:
        done = subprocess.run(words, stdout=out, stderr=subprocess.STDOUT, cwd=demo.folder, env={**os.environ, "NO_COLOR": "1"})
    text = report.read_text()
    if done.returncode != 0:
        sys.exit(f"schemathesis as {who} found something; the whole is in {report}\n{text[-6000:]}")
    return next((line.strip() for line in text.splitlines() if "test cases" in line or "Test cases" in line), "passed")


def settings(demo, who):
    """The settings with a ticket that is there, so that requests about a ticket reach what is done to it."""
    file, text = demo.folder / f"{who}.toml", (HERE / "schemathesis.toml").read_text()
    if who in ("administrator", "officer"):
        ticket = json.loads(demo.get("/api/v1/tickets", who))["items"][0]
        text += f"""
[[operations]]
include-path-regex = "^/api/v1/tickets/[{{]beneficiary[}}]/[{{]id[}}]"
parameters = {{ "path.beneficiary" = "{ticket['beneficiary']}", "path.id" = "{ticket['id']}" }}
"""
    file.write_text(text)
    return file


def step(name, what):
    began = time.monotonic()
    told = what()
    print(f"{name}: {told}; {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
