"""Mails made to break the intake, between good ones: each ends in a ticket, in the quarantine or as an ignored line,
every good one passes, and nobody reaches a ticket of somebody else."""

import collections

import corpora
from desk import Api, Desk
from servers import DESK, until
from world import World

ROSE, OTHER = "requester@val.example", "requester@roc.example"
ENDS = {"ticket", "message", "quarantine", "ignored"}


def run(binary, folder, servers):
    box = servers.box("other")
    desk = Desk(binary, folder, servers)
    desk.start(60)
    try:
        world = World(desk)
        mailbox = desk.mailbox("other", user="other")
        api = Api(desk, world.tokens["admin@hautevive.example"])
        own = opened(api, world)
        sent = pour(box, own)
        until("every mail is taken", lambda: all("S" in f.name.rsplit(",", 1)[-1] for f in box.files()), 300)
        health = api.get("/api/v1/mailboxes")["items"][0]["health"]
        assert not health["failing_since"], health
        pages(desk, world)
    finally:
        desk.stop()
    return compare(desk, mailbox, sent)


def opened(api, world):
    """A ticket of each beneficiary, VAL-1 and ROC-1."""
    made = []
    for number, (home, person, _) in enumerate(world.requesters):
        body = {"kind": "incident", "title": f"Premier {number}", "description": "x", "beneficiary": home, "requester": person}
        made.append(api.post("/api/v1/tickets", body, {"Idempotency-Key": f"first-{number}"}))
    return made


def plain(sender, subject, text, more=""):
    return f"From: {sender}\r\nTo: {DESK}\r\nSubject: {subject}\r\n{more}\r\n{text}\r\n".encode("utf-8", "surrogatepass")


def pour(box, own):
    bad = list(corpora.mails()) + list(naughty()) + list(enormous()) + list(forged(own))
    good = 0
    for number, (_, raw) in enumerate(bad):
        box.put(raw)
        if number % 10 == 0:
            good += 1
            box.put(plain(ROSE if good % 2 else OTHER, f"Bon courriel {good}", "Tout va bien", f"Message-ID: <good-{good}@x>\r\n"))
    return len(bad), good


def naughty():
    """Each string as subject, name and text, and as the name of a file; those of one mail apart from the next."""
    for number, text in enumerate(corpora.strings()):
        more = f"Message-ID: <blns-{number}@x>\r\n"
        sender = f'"{text.replace(chr(34), "")[:60]}" <{ROSE}>' if number % 3 == 0 else ROSE
        if number % 5 == 0:
            more += 'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="' + text[:200] + '"\r\n'
        yield f"blns {number}", plain(sender, f"{text} {number}", text, more)


def enormous():
    yield "50 MB", plain(ROSE, "Cinquante mégaoctets", ("x" * 998 + "\r\n") * 50_000)
    parts = "".join("--p\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(12_000))
    yield "12,000 parts", plain(ROSE, "Douze mille parties", parts + "--p--", "Content-Type: multipart/mixed; boundary=p\r\n")
    nested = plain(ROSE, "au fond", "x")
    for level in range(200):
        nested = plain(ROSE, f"Poupées {level}", "", "Content-Type: message/rfc822\r\n")[:-2] + nested
    yield "nested", nested
    yield "one line", b"Subject: " + b"a" * 5_000_000 + b"\r\n\r\n"
    yield "references", plain(ROSE, "Mille références", "x", "References: " + " <val-1-0123456789abcdef01234567.1@x>" * 5000 + "\r\n")
    yield "no name", plain(ROSE, "Sans largeur", "x",
                           'Content-Type: image/png\r\nContent-Disposition: attachment; filename="\u200b.htaccess"\r\n')


def forged(own):
    """Somebody of the other beneficiary, a stranger and a false agent, all after the ticket VAL-1."""
    made_up = "In-Reply-To: <val-1-0123456789abcdef01234567.1@hautevive.example>\r\n"
    for number, sender in enumerate((OTHER, "x@elsewhere.example", "agent1@hautevive.example")):
        for more in ("", made_up, f"References: <{own[0]['id']}@hautevive.example>\r\n"):
            yield "forged", plain(sender, f"Re: [VAL-1] faux {number}", f"FAUX {number} {len(more)}", more)


def pages(desk, world):
    """What came is drawn without harm on the pages of those who decide."""
    browser = world.browser()
    for path in ("/quarantine", "/tickets", "/mailboxes", "/outbox"):
        answer = browser.send("GET", path)
        assert answer.status == 200, (path, answer.status)
        assert b"<script>alert" not in answer.body, path


def compare(desk, mailbox, sent):
    bad, good = sent
    incoming, tickets, messages = desk.rows("incoming_mail", "ticket", "ticket_message")
    rows = [row for row in incoming if row["mailbox"] == mailbox]
    assert len(rows) == bad + good, f"{bad + good} mails, {len(rows)} rows"
    by_end = collections.Counter(row["outcome"] for row in rows)
    assert set(by_end) <= ENDS, by_end
    passed = [ticket for ticket in tickets if ticket["title"].startswith("Bon courriel ")]
    assert len(passed) == good, f"{good} good mails, {len(passed)} passed"
    homes = {ticket["beneficiary_id"]: ticket for ticket in tickets if ticket["title"].startswith("Premier ")}
    assert len(homes) == 2 and not [m for m in messages if "FAUX" in m["body"]], "a forged thread reached a ticket"
    false = [ticket for ticket in tickets if "faux" in ticket["title"]]
    first = next(t for t in tickets if t["title"] == "Premier 0")
    assert all(ticket["beneficiary_id"] != first["beneficiary_id"] for ticket in false), false
    large = [row for row in rows if row["reason"] in ("too_large", "too_many_parts")]
    assert len(large) >= 3, large
    return f"{bad} hostile mails and {good} good ones: {dict(sorted(by_end.items()))}"
