"""Many mails in one mailbox while the program is killed again and again: each mail becomes exactly one thing."""

import base64
import collections
import os
import random
import time

from desk import Api, Desk
from servers import until
from world import World

MAILS = int(os.environ.get("SOCLE_MAIL_COUNT", "400"))
KILLS = int(os.environ.get("SOCLE_MAIL_KILLS", "30"))
SEED = os.environ.get("SOCLE_MAIL_SEED") or str(int(time.time()))


class Mail:
    """A mail of the storm and what it must become."""

    def __init__(self, number, dice, earlier):
        self.name, self.number = f"orage-{number:05d}", number
        self.sender, self.outcome = dice.choices(
            [("requester@val.example", "ticket"), ("requester@roc.example", "ticket"), ("nobody@elsewhere.example", "quarantine")],
            [6, 3, 1],
        )[0]
        self.subject, self.id = self.name, f"<{self.name}@storm.example>"
        fate = dice.random()
        if fate < 0.025 and earlier:  # a mail delivered twice
            first = dice.choice(earlier)
            self.raw, self.outcome, self.same = first.raw, "ignored", first
            return
        self.same = None
        if fate < 0.05 and earlier:  # another mail with a Message-ID that was used before
            self.id = dice.choice(earlier).id
        elif fate < 0.07:
            self.id = None
        elif fate < 0.12:
            self.raw, self.outcome = malformed(self.name, dice), None
            return
        elif fate < 0.2:
            self.sender, self.subject, self.outcome = "requester@val.example", f"Re: [VAL-1] {self.name}", "message"
        self.raw = self.written(dice)

    def written(self, dice):
        lines = [f"From: {self.sender}", "To: assistance@hautevive.example", f"Subject: {self.subject}"]
        lines += [f"Message-ID: {self.id}"] if self.id else []
        text = f"{self.name} " + "".join(dice.choices("abc déf €", k=dice.choice([20, 400, 4000])))
        if dice.random() < 0.2:
            return with_file(lines, text, dice.randbytes(dice.choice([10, 40_000])))
        lines += ["Content-Type: text/plain; charset=utf-8", "", text, ""]
        return "\r\n".join(lines).encode()


def with_file(lines, text, data):
    edge = "storm-edge"
    lines += ["MIME-Version: 1.0", f"Content-Type: multipart/mixed; boundary={edge}", "", f"--{edge}",
              "Content-Type: text/plain; charset=utf-8", "", text, f"--{edge}", "Content-Type: application/octet-stream",
              'Content-Disposition: attachment; filename="f.bin"', "Content-Transfer-Encoding: base64", "",
              base64.encodebytes(data).decode(), f"--{edge}--", ""]
    return "\r\n".join(lines).encode()


def malformed(name, dice):
    kinds = [
        lambda: dice.randbytes(3000),
        lambda: b"",
        lambda: f"Subject: {name}\r\n".encode() * 500,
        lambda: b"From: requester@val.example\r\nSubject: =?utf-8?B?" + b"/" * 900 + b"?=\r\n\r\n" + name.encode(),
        lambda: b"From: \x00\xff\xfe<requester@val.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 50,
        lambda: f"{name} no header at all\n".encode() * 20,
    ]
    # The number makes each one another mail.
    return dice.choice(kinds)() + f"\r\n{name}\r\n".encode()


def run(binary, folder, servers, database=None, owner=None):
    """Gives what is told. `database` and `owner` lead to PostgreSQL."""
    dice = random.Random(SEED)
    box = servers.box("second")
    for file in box.files():
        file.unlink()
    desk = Desk(binary, folder, servers, database, owner)
    desk.start(60)
    try:
        world = World(desk)
        first(desk, world)
        mailbox = desk.mailbox("second", user="second")
        desk.kill()
        mails, killed = pour(desk, box, dice)
        until("every mail is taken", lambda: not left(box), 600)
    finally:
        desk.stop()
    told = compare(desk, mailbox, mails)
    return f"SOCLE_MAIL_SEED={SEED}: {len(mails)} mails, {killed}: {told}"


def first(desk, world):
    """The ticket VAL-1, to which some mails answer by its number."""
    api = Api(desk, world.tokens["requester@val.example"])
    api.post("/api/v1/tickets", {"kind": "incident", "title": "Premier", "description": "x"}, {"Idempotency-Key": "first"})


def pour(desk, box, dice):
    """Puts mails in the mailbox and kills, until there were enough mails and enough kills while mails were left to take.
    Gives the mails and how many kills there were in all."""
    mails, kills, hits, share = [], 0, 0, max(-(-MAILS // max(KILLS, 1)), 8)
    while hits < KILLS or len(mails) < MAILS:
        for _ in range(share):
            mails.append(Mail(len(mails), dice, [m for m in mails if m.outcome in ("ticket", "quarantine") and not m.same]))
            box.put(mails[-1].raw)
        desk.start(60)
        time.sleep(dice.uniform(0.0, 0.5))
        desk.kill()
        kills, hits = kills + 1, hits + bool(left(box))
    desk.start(60)
    return mails, f"{kills} kills, {hits} of them with mails left to take"


def left(box):
    """Mails that are not marked as read."""
    return [file for file in box.files() if "S" not in file.name.rsplit(",", 1)[-1]]


def compare(desk, mailbox, mails):
    incoming, tickets, messages, kept, files = desk.rows(
        "incoming_mail", "ticket", "ticket_message", "ticket_mail", "ticket_attachment")
    rows = [row for row in incoming if row["mailbox"] == mailbox]
    places = collections.Counter((row["uid_validity"], row["uid"]) for row in rows)
    assert len(places) == len(rows) == len(mails), f"{len(mails)} mails, {len(rows)} rows, {len(places)} places"
    by_kind = collections.Counter(row["outcome"] for row in rows)
    titles = collections.Counter(ticket["title"] for ticket in tickets)
    bodies = collections.Counter(message["body"].split(" ")[0] for message in messages)
    for mail in mails:
        if mail.same or mail.outcome is None:
            continue
        own = [row for row in rows if row["subject"] == mail.subject and row["outcome"] != "ignored"]
        assert [row["outcome"] for row in own] == [mail.outcome], (mail.name, mail.outcome, own)
        assert titles[mail.name] == (mail.outcome == "ticket"), (mail.name, titles[mail.name])
        assert bodies[mail.name] == (mail.outcome == "message"), (mail.name, bodies[mail.name])
    twice = sum(1 for mail in mails if mail.same)
    ignored = [row for row in rows if row["outcome"] == "ignored" and row["reason"] == "duplicate"]
    assert len(ignored) == twice, (len(ignored), twice)
    made = by_kind["ticket"] + by_kind["message"]
    assert len(kept) == made, f"{len(kept)} mails kept with a ticket, {made} made one"
    assert len(tickets) == by_kind["ticket"] + 1, f"{len(tickets)} tickets, {by_kind['ticket']} mails made one"
    assert len(messages) == by_kind["message"]
    for row in rows:
        assert (desk.folder / "files" / row["digest"][:2] / row["digest"]).exists(), row
    return f"each became exactly one thing: {dict(sorted(by_kind.items()))}"
