"""Compares an instance with the journal kept outside it."""

import hashlib
import sqlite3

from world import expect, perform


def retry_unacknowledged(world, attempts):
    """What got no answer is sent again under its key: afterwards it must be there once, whatever happened before."""
    browser, reader = world.browser(), world.reader()
    for attempt in attempts:
        by_page = attempt.kind.endswith("with file")
        yield attempt, perform(world, browser if by_page else reader, attempt)


def repeat_acknowledged(world, attempts):
    """A client that missed the answer may send again: the same ticket comes back, nothing is added."""
    browser, reader = world.browser(), world.reader()
    for attempt in attempts:
        by_page = attempt.kind.endswith("with file")
        again = perform(world, browser if by_page else reader, attempt)
        if again != attempt.done:
            raise AssertionError(f"{attempt.key} sent again gave {again}, first {attempt.done}")


def acknowledged_are_there(world, attempts):
    """Reads back the ticket of each acknowledged attempt and compares it, files included."""
    reader, browser, read = world.reader(), world.browser(), {}
    for attempt in attempts:
        if attempt.done not in read:
            answer = reader.send("GET", f"/api/v1{attempt.done}")
            if answer.status == 404:
                raise AssertionError(f"LOST: acknowledged {attempt.kind} {attempt.key} at {attempt.done}")
            read[attempt.done] = expect(answer, 200).json()
        compare(browser, attempt, read[attempt.done])


def compare(browser, attempt, ticket):
    if attempt.kind.startswith("ticket"):
        found = [ticket] if ticket["description"] == attempt.content else []
        message = None
    else:
        found = [m for m in ticket["messages"] if m["body"] == attempt.content]
        message = found[0]["id"] if found else None
    if len(found) != 1:
        word = "LOST" if not found else "DOUBLED"
        raise AssertionError(f"{word}: {attempt.kind} {attempt.key} in {ticket['reference']}")
    if not attempt.files:
        return
    joined = {f["name"]: f for f in ticket["attachments"] if f["message"] == message}
    if set(joined) != {name for name, _ in attempt.files}:
        raise AssertionError(f"PARTIAL: {attempt.kind} {attempt.key} has the files {sorted(joined)}")
    for name, data in attempt.files:
        answer = browser.send("GET", joined[name]["href"])
        if answer.status != 200 or answer.body != data:
            raise AssertionError(f"DAMAGED: {name} of {attempt.key} answered {answer.status}, {len(answer.body)} bytes")


def whole(world, journal):
    """The whole instance: numbers without gaps, nothing twice, nothing that nobody sent, every file intact."""
    reader, browser = world.reader(), world.browser()
    rows = every_ticket(reader)
    sent = {a.content: a for a in journal.attempts}
    numbers, said = {}, []
    for row in rows:
        code, number = row["reference"].rsplit("-", 1)
        numbers.setdefault(code, []).append(int(number))
        ticket = expect(reader.send("GET", f"/api/v1/tickets/{row['beneficiary']}/{row['id']}"), 200).json()
        said += [ticket["description"], *(m["body"] for m in ticket["messages"])]
        messages = {m["id"]: m["body"] for m in ticket["messages"]}
        for file in ticket["attachments"]:
            attempt = sent[messages.get(file["message"], ticket["description"])]
            data = dict(attempt.files)[file["name"]]
            if file["sha256"] != hashlib.sha256(data).hexdigest():
                raise AssertionError(f"DAMAGED: {file['name']} of {row['reference']}")
            if expect(browser.send("GET", file["href"]), 200).body != data:
                raise AssertionError(f"DAMAGED: bytes of {file['name']} of {row['reference']}")
    for code, taken in numbers.items():
        if sorted(taken) != list(range(1, len(taken) + 1)):
            raise AssertionError(f"GAP: numbers of {code}: {sorted(taken)}")
    if len(said) != len(set(said)):
        raise AssertionError("DOUBLED: one text is there twice")
    if set(said) != set(sent):
        raise AssertionError(f"LOST or invented: {len(set(sent) - set(said))} missing, {len(set(said) - set(sent))} unknown")
    return len(rows), len(said) - len(rows)


def every_ticket(reader):
    rows, after = [], None
    while True:
        path = "/api/v1/tickets?order=newest" + (f"&after={after}" if after else "")
        page = expect(reader.send("GET", path), 200).json()
        rows += page["items"]
        after = page["after"]
        if after is None:
            return rows


def sqlite_is_sound(path):
    with sqlite3.connect(path) as database:
        told = database.execute("pragma integrity_check").fetchall()
        orphans = database.execute("pragma foreign_key_check").fetchall()
    if told != [("ok",)] or orphans:
        raise AssertionError(f"integrity_check: {told}, foreign keys: {orphans}")


def command_line(instance, folder):
    """The audit chains hold, and an export read into an empty database exports the same bytes again."""
    told = instance.command("audit", "verify").strip().splitlines()[-1]
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    instance.command("export", first)
    empty = ["--database-url", f"sqlite:{folder}/imported.db"]
    instance.command(*empty, "import", first)
    instance.command(*empty, "export", second)
    if first.read_bytes() != second.read_bytes():
        raise AssertionError(f"{second} differs from {first}")
    return told


