"""Mail in by IMAP, out by SMTP, and the answer back into the same ticket; servers that end, refuse and come back."""

import email
import email.policy
import time

from desk import Api, Desk
from servers import DESK, DOMAIN, until
from world import World

ROSE = "requester@val.example"


def run(binary, folder, servers):
    desk = Desk(binary, folder, servers)
    desk.start(60)
    try:
        world = World(desk)
        agent = Api(desk, world.tokens["agent1@hautevive.example"])
        root = Api(desk, world.tokens["admin@hautevive.example"])
        ways = the_ways_in(desk, servers, root)
        the_whole_circle(servers, agent)
        nothing_is_lost_without_servers(desk, servers, agent, root)
        bounces_are_joined(desk, servers, agent, root, world)
        out = the_way_out(desk)
    finally:
        desk.stop()
    return f"{ways}; answer came back into its ticket; servers away lost nothing; bounce joined; {out}"


def written(subject, sender=ROSE, text="Plus de réseau", more="", to=DESK):
    raw = f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n{more}"
    raw += f"Message-ID: <{time.time_ns()}@val.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    return raw.encode()


def the_ways_in(desk, servers, root):
    """STARTTLS with a password, TLS with a token, polling a server without IDLE; each waits for its mail."""
    assert "sign_in" in desk.refused("mailbox", "try", wrong(desk)), "a wrong password is told as such"
    desk.command("mailbox", "remove", "wrong")
    assert "encrypt" in untrusted(desk, servers)
    first = desk.mailbox("assistance", user="assistance")
    desk.mailbox("second", secret=servers.dovecot.token("second"), port=servers.imaps, security="tls", sign_in="xoauth2",
                 done_folder="Done")
    assert "0" in desk.command("mailbox", "try", "assistance")
    agent = root
    servers.send(ROSE, DESK, written("Par STARTTLS"))
    until("a mail makes a ticket", lambda: agent.titled("Par STARTTLS"))
    began = time.monotonic()
    servers.send(ROSE, DESK, written("Par IDLE"))
    until("the server's word wakes us", lambda: agent.titled("Par IDLE"), 15)
    woken = time.monotonic() - began
    servers.send(ROSE, f"second@{DOMAIN}", written("Par jeton"))
    until("a mailbox opened by a token", lambda: agent.titled("Par jeton"))
    until("a mail taken is moved", lambda: servers.box("second/.Done").files() and not servers.box("second").files())
    both = written("Dans les deux")
    servers.send(ROSE, DESK, both)
    servers.send(ROSE, f"second@{DOMAIN}", both)
    until("the copy is known", lambda: len(servers.box("second/.Done").files()) == 2)
    until("the first too", lambda: sum(t["title"] == "Dans les deux" for t in agent.tickets()) == 1)
    until("a mail taken is marked as read", lambda: all(f.name.endswith("S") for f in servers.box("assistance").files()))
    box = next(b for b in root.get("/api/v1/mailboxes")["items"] if b["id"] == first)
    assert box["health"]["last_success_at"] and "secret" not in box, box
    return f"STARTTLS, TLS with XOAUTH2 (Dovecot checks the token), IDLE woke us in {woken:.1f} s"


def wrong(desk):
    desk.mailbox("wrong", secret="not the password", user="assistance")
    return "wrong"


def untrusted(desk, servers):
    """A server whose certificate nobody vouches for is not spoken to."""
    text = desk.config.read_text()
    desk.mailbox("untrusted", user="assistance")
    desk.config.write_text(text.replace("ca_file", "# ca_file"))
    said = desk.refused("mailbox", "try", "untrusted")
    desk.config.write_text(text)
    desk.command("mailbox", "remove", "untrusted")
    return said


def the_whole_circle(servers, agent):
    ticket = agent.titled("Par STARTTLS")
    path = f"/api/v1/tickets/{ticket['beneficiary']}/{ticket['id']}"
    say(agent, path, "Nous regardons le commutateur.")
    mail = until("the answer reaches the mailbox", lambda: arrived(servers, "requester", "commutateur"))
    assert mail["Reply-To"] and "+" in mail["Reply-To"], mail["Reply-To"]
    reply = written(f"Re: {mail['Subject']}", text="Merci, cela remarche.\r\n\r\n> Nous regardons",
                    more=f"In-Reply-To: {mail['Message-ID']}\r\n", to=mail["Reply-To"])
    servers.send(ROSE, email.utils.parseaddr(mail["Reply-To"])[1], reply)
    said = until("the answer comes back into the ticket", lambda: [
        m for m in agent.get(path)["messages"] if "remarche" in m["body"]])
    assert len(said) == 1 and said[0]["author"] == "Requester", said
    assert len([t for t in agent.tickets() if "commutateur" in t["title"] or t["title"].startswith("Re:")]) == 0


def say(agent, path, text):
    version = agent.get(path)["version"]
    agent.post(f"{path}/messages", {"body": text, "internal": False}, {"If-Match": f'"{version}"'})


def arrived(servers, box, words):
    for raw in servers.box(box).mails():
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        text = mail.get_body(("plain",))
        if text and words in text.get_content():
            return mail
    return None


def nothing_is_lost_without_servers(desk, servers, agent, root):
    """Dovecot ends and comes back: reading goes on. Exim ends: mail waits, and leaves when it is back."""
    servers.dovecot.stop()
    until("the failure shows", lambda: root.get("/api/v1/mailboxes")["items"][0]["health"]["failing_since"])
    servers.exim.stop()
    ticket = agent.titled("Par IDLE")
    path = f"/api/v1/tickets/{ticket['beneficiary']}/{ticket['id']}"
    say(agent, path, "Pendant la panne du serveur.")
    until("the dead server shows", lambda: root.get("/api/v1/outbox")["standing"]["failing_since"], 40)
    desk.kill()
    servers.dovecot.write(tells=False)
    servers.start()
    desk.start(60)
    waiting = root.get("/api/v1/outbox?state=queued")["items"]
    assert waiting and not arrived(servers, "requester", "Pendant la panne"), "the mail waits"
    for mail in waiting:  # it would leave by itself within a minute
        root.post(f"/api/v1/outbox/{mail['beneficiary']}/{mail['id']}/retry", {})
    until("the mail leaves after all", lambda: arrived(servers, "requester", "Pendant la panne"))
    servers.send(ROSE, DESK, written("Par relève"))
    until("a server without IDLE is polled", lambda: agent.titled("Par relève"))
    count = len([m for m in servers.box("requester").mails() if b"Pendant la panne" in m])
    assert count == 1, f"sent {count} times"
    until("both are well again", lambda: all(
        not b["health"]["failing_since"] for b in root.get("/api/v1/mailboxes")["items"]))


def bounces_are_joined(desk, servers, agent, root, world):
    """A mail to somebody whom the server does not know comes back as a report, which is joined to it."""
    valmont = world.requesters[0][0]
    world.session.connection = None  # it led to the server that was killed
    gone = world.person(valmont, "gone@val.example", "requester")
    body = {"kind": "incident", "title": "D’un absent", "description": "x", "beneficiary": valmont,
            "requester": gone["id"], "channel": "portal"}
    root.post("/api/v1/tickets", body, {"Idempotency-Key": "gone"})
    came_back = lambda: [m for m in root.get("/api/v1/outbox?state=bounced")["items"] if m["to"]["address"] == "gone@val.example"]
    until("the report is joined to the mail", came_back, 40)
    assert "5." in came_back()[0]["last_error"], came_back()
    assert not [t for t in agent.tickets() if "Mail delivery" in t["title"]], "no ticket of a report"


def the_way_out(desk):
    assert "localhost" in desk.command("mail", "try", ROSE)
    refused = desk.refused("mail", "try", "refused@val.example")
    assert "no such user here" in refused, refused
    later = desk.refused("mail", "try", "later@val.example")
    assert "come back later" in later, later
    return "refusals told as the server says them"
