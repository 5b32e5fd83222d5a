"""Who works in the instance, and what each client does until the server dies."""

import hashlib
import json
import random
import re
import threading

from instance import Client, Unreachable

CLIENTS = ("requester", "requester", "agent", "agent", "sender", "sender", "clerk", "clerk")


class World:
    """Two beneficiaries with a requester each, two agents and an administrator, made through the product itself."""

    def __init__(self, instance):
        self.port = instance.port
        printed = instance.command("setup", "--authority", "Agglomération de Hautevive", "--email", "admin@hautevive.example")
        link = re.findall(r"/link/[\w-]+", printed)[-1]
        self.session = instance.sign_in(link)
        provider = next(o for o in self._get("/api/v1/organisations") if o["side"] == "provider")
        self.requesters, self.tokens = [], {}
        for code, town in (("VAL", "Valmont"), ("ROC", "Rochebrune")):
            home = self._make("organisations", {"side": "beneficiary", "code": code, "name": f"Commune de {town}"})
            person = self.person(home["id"], f"requester@{code.lower()}.example", "requester")
            self.requesters.append((home["id"], person["id"], person["email"]))
        for name in ("agent1", "agent2"):
            self.person(provider["id"], f"{name}@hautevive.example", "technician")
        emails = [email for _, _, email in self.requesters]
        for email in [*emails, "agent1@hautevive.example", "agent2@hautevive.example", "admin@hautevive.example"]:
            self.tokens[email] = self.token(instance, email)

    def token(self, instance, email):
        printed = instance.command("token", "create", "--person", email, "--name", "durability")
        return re.search(r"socle_[\w-]+", printed).group(0)

    def reader(self):
        """Sees every ticket and every note."""
        return Client(self.port, token=self.tokens["admin@hautevive.example"])

    def browser(self):
        return Client(self.port, cookie=self.session.cookie, csrf=self.session.csrf)

    def _get(self, path):
        return expect(self.session.send("GET", path), 200).json()

    def _make(self, kind, value):
        return expect(self.session.json("POST", f"/api/v1/{kind}", value), 200, 201).json()

    def person(self, organisation, email, *roles):
        name = email.split("@")[0].capitalize()
        return self._make("persons", {"organisation": organisation, "name": name, "email": email, "roles": roles})


def expect(answer, *statuses):
    if answer.status not in statuses:
        raise AssertionError(f"answered {answer.status} instead of {statuses}: {answer.body[:800]}")
    return answer


class Attempt:
    """Something sent once or more under one key. `done` holds what the server acknowledged."""

    def __init__(self, kind, key, content, target=None, files=()):
        self.kind, self.key, self.content, self.target, self.files = kind, key, content, target, list(files)
        self.done = None


class Journal:
    """Acknowledgements, kept outside the instance: written down before the client goes on."""

    def __init__(self, path):
        self.file, self.lock, self.attempts, self.tickets = open(path, "a"), threading.Lock(), [], []
        self.unanswered = []

    def tried(self, attempt):
        with self.lock:
            self.attempts.append(attempt)

    def acknowledged(self, attempt, done):
        with self.lock:
            attempt.done = done
            self.file.write(json.dumps([attempt.kind, attempt.key, attempt.content, done]) + "\n")
            self.file.flush()
            if attempt.kind.startswith("ticket"):
                self.tickets.append(done)

    def any_ticket(self, dice):
        with self.lock:
            return dice.choice(self.tickets) if self.tickets else None


class Worker(threading.Thread):
    """One client: does its kind of work again and again until the server dies or the time is over."""

    def __init__(self, world, journal, role, number, seed, stop):
        super().__init__(daemon=True)
        self.world, self.journal, self.role, self.number, self.stop = world, journal, role, number, stop
        self.dice, self.seed, self.failure = random.Random(f"{seed}/{number}"), seed, None
        self.count = 0

    def run(self):
        try:
            client = identity(self.world, self.role, self.number)
            while not self.stop.is_set():
                attempt = self.next_attempt()
                if attempt is None:
                    self.stop.wait(0.02)
                    continue
                self.journal.tried(attempt)
                self.journal.acknowledged(attempt, perform(self.world, client, attempt))
        except Unreachable:
            pass
        except Exception as error:  # told by the main thread, which ends the test
            self.failure = error

    def next_attempt(self):
        self.count += 1
        key = f"{self.seed}-{self.number}-{self.count}"
        home = self.world.requesters[self.number % 2]
        text = f"{key} " + "".join(self.dice.choices("abcdefghij é€", k=self.dice.randint(5, 400))).strip()
        if self.role == "requester":
            return Attempt("ticket", key, text, home)
        if self.role == "sender":
            return Attempt("ticket with file", key, text, home, self.files(key))
        ticket = self.journal.any_ticket(self.dice)
        if ticket is None:
            return None
        if self.role == "clerk":
            return Attempt("answer with file", key, text, ticket, self.files(key))
        return Attempt(self.dice.choice(["answer", "note"]), key, text, ticket)

    def files(self, key):
        """One file of its own and, often, one that other clients send at the same moment."""
        own = self.dice.randbytes(self.dice.choice([1, 700, 60_000]))
        shared = hashlib.sha256(f"{self.seed}/{self.count % 40}".encode()).digest() * 3000
        files = [(f"{key}.bin", own)]
        return files + [(f"{key}-shared.bin", shared)] if self.dice.random() < 0.7 else files


def identity(world, role, number):
    if role == "requester":
        return Client(world.port, token=world.tokens[world.requesters[number % 2][2]])
    if role == "agent":
        return Client(world.port, token=world.tokens[f"agent{number % 2 + 1}@hautevive.example"])
    return world.browser()


def perform(world, client, attempt):
    """Sends an attempt, the same way each time, and gives the path of the ticket it concerns."""
    if attempt.kind == "ticket":
        beneficiary, person, _ = attempt.target
        body = {"kind": "incident", "title": attempt.key, "description": attempt.content}
        if client.token == world.tokens["admin@hautevive.example"]:
            body |= {"beneficiary": beneficiary, "requester": person}
        made = expect(client.json("POST", "/api/v1/tickets", body, {"Idempotency-Key": attempt.key}), 201).json()
        return f"/tickets/{made['beneficiary']}/{made['id']}"
    if attempt.kind == "ticket with file":
        beneficiary, person, _ = attempt.target
        form = {"beneficiary": beneficiary, "requester": person, "kind": "request", "title": attempt.key}
        form |= {"description": attempt.content, "channel": "phone", "key": attempt.key}
        return expect(client.upload("/tickets", form, attempt.files), 303).headers["Location"]
    return say(client, attempt)


def say(client, attempt):
    """Another client may change the ticket in between: read its version again, as a person would."""
    for _ in range(100):
        version = read_version(client, attempt.target)
        if attempt.kind == "answer with file":
            form = {"version": version, "key": attempt.key, "body": attempt.content}
            answer = client.upload(f"{attempt.target}/messages", form, attempt.files)
        else:
            body = {"body": attempt.content, "internal": attempt.kind == "note"}
            headers = {"If-Match": f'"{version}"', "Idempotency-Key": attempt.key}
            answer = client.json("POST", f"/api/v1{attempt.target}/messages", body, headers)
        if answer.status not in (409, 412):
            expect(answer, 201, 303)
            return attempt.target
    raise AssertionError(f"{attempt.target} was always being changed by somebody else")


def read_version(client, path):
    return expect(client.send("GET", f"/api/v1{path}"), 200).json()["version"]
