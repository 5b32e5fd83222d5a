"""A real alert opens a ticket, its end resolves it. README.md says what is proved."""

import datetime
import fractions
import math
import os
import pathlib
import subprocess
import sys
import time
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = HERE.parents[1] / "docs" / "reference" / "monitoring"
sys.path.insert(0, str(HERE.parent / "durability"))

from instance import Client, Instance, Unreachable
from servers import Watch, until
from world import World, expect

HARD = "« Perte » : 100 %\n\"tout\" est \\coupé\\ l’été"


class Desk:
    """What the test asks the instance."""

    def __init__(self, instance, world):
        self.instance = instance
        self.client = Client(instance.port, token=world.tokens["admin@hautevive.example"])
        self.home, self.contact, _ = world.requesters[0]
        self.code = "VAL"

    def ask(self, method, path, value=None):
        try:
            answer = self.client.json(method, path, value)
        except Unreachable:  # the connection was kept to a server that was ended meanwhile
            answer = self.client.json(method, path, value)
        return expect(answer, 200, 201).json()

    def source(self, name, kind, usual):
        """Sets a source up for Valmont, and gives its address and its secret."""
        settings = {"name": name, "kind": kind, "on_recovery": "resolve", "reopen_hours": 24, "storm_count": 10,
                    "storm_minutes": 10, "severities": usual}
        made = self.ask("POST", "/api/v1/monitoring", settings)
        return made["id"], f"http://127.0.0.1:{self.instance.port}{made['hook']}", made["secret"]

    def rule(self, source, **more):
        rule = {"beneficiary": self.home, "contact": self.contact, **more}
        self.ask("POST", f"/api/v1/monitoring/{source}/rules", rule)

    def tickets(self):
        return [t for t in self.ask("GET", "/api/v1/tickets?order=newest")["items"] if t["channel"] == "monitoring"]

    def ticket(self, of):
        return self.ask("GET", f"/api/v1/tickets/{of['beneficiary']}/{of['id']}")

    def events(self, source):
        return self.ask("GET", f"/api/v1/monitoring/{source}/events")["items"]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/monitoring/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(binary, folder / "instance", f"sqlite:{folder}/instance/socle.db")
    instance.start(60)
    try:
        desk = Desk(instance, World(instance))
        prometheus(desk, instance, folder / "watch")
        scripts(desk)
    finally:
        if instance.process and instance.process.poll() is None:
            instance.process.terminate()
            instance.process.wait(30)


def prometheus(desk, instance, folder):
    began = time.monotonic()
    usual = [{"word": "critical", "impact": "high", "urgency": "high", "is_outage": True}]
    source, hook, secret = desk.source("Prometheus", "alertmanager", usual)
    site = desk.ask("POST", "/api/v1/sites", {"beneficiary": desk.home, "name": "Mairie", "fibre": "connected"})
    desk.rule(source, label="tenant", value="valmont", site=site["id"])
    watch = Watch(folder, hook, secret)
    try:
        watch.start()
        assert desk.tickets() == [], "nothing fails yet"
        watch.target.stop()
        ticket = until("a stopped target opens a ticket", lambda: desk.tickets())[0]
        assert (ticket["beneficiary"], ticket["site"]["name"], ticket["impact"]) == (desk.home, "Mairie", "high"), ticket
        until("Alertmanager repeats itself", lambda: desk.events(source)[0]["times"] > 1)
        assert len(desk.tickets()) == 1 and desk.ticket(ticket)["messages"] == [], "said once"
        state = lambda: desk.ticket(ticket)["state"]
        watch.target.start()
        until("a started target resolves it", lambda: state() == "resolved")
        assert "Rétabli" in desk.ticket(ticket)["states"][-1]["reason"], desk.ticket(ticket)["states"]
        outage, = measured(desk, site)
        assert outage["to"] and outage["source"] == "monitoring", outage
        assert outage["ticket"] == desk.ticket(ticket)["reference"], outage
        watch.target.stop()
        until("stopped again, it is reopened", lambda: state() == "in_progress")
        assert len(measured(desk, site)) == 2, "another outage, still open"
        watch.target.start()
        until("and resolved again", lambda: state() == "resolved")
        assert all(outage["to"] for outage in measured(desk, site))
        instance.kill()
        watch.target.stop()
        until("Prometheus sees it", lambda: watch.up() == "0")
        time.sleep(3)  # Alertmanager finds nobody
        instance.start(60)
        until("an alert of the time without us is told again", lambda: state() == "in_progress")
        assert len(desk.tickets()) == 1, desk.tickets()
    finally:
        watch.stop()
    print(f"Prometheus and Alertmanager: opened, said once, resolved, reopened, survived a kill; {time.monotonic() - began:.0f} s", flush=True)


def measured(desk, site):
    """The outages of the site, the latest first, once the availability is what a hand computes from them: the seconds of the
    day so far, less those of the outages, around the clock."""
    outages = [one for one in desk.ask("GET", "/api/v1/outages")["items"] if one["sites"][0]["id"] == site["id"]]
    paris = zoneinfo.ZoneInfo("Europe/Paris")
    today = datetime.datetime.now(paris).date()
    report = desk.ask("GET", f"/api/v1/availability/{desk.code}?from={today}&to={today}")
    now = second(report["as_of"])
    base = now - int(datetime.datetime.combine(today, datetime.time(), paris).timestamp())
    down = sum(min(second(one["to"] or report["as_of"]), now) - second(one["from"]) for one in outages)
    found = fractions.Fraction(report["measured"]["availability_around_the_clock"])
    by_hand = fractions.Fraction(base - down, base)
    assert found == by_hand, (str(found), str(by_hand), outages)
    return outages


def second(instant):
    """The whole second of an instant."""
    return math.floor(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())


def scripts(desk):
    for name, kind, run in (("Icinga", "icinga2", icinga), ("Zabbix", "zabbix", zabbix)):
        source, hook, secret = desk.source(name, kind, [{"word": "", "impact": "medium", "urgency": "medium"}])
        desk.rule(source)
        before = len(desk.tickets())
        run(hook, secret, is_firing=True)
        tickets = desk.tickets()
        assert len(tickets) == before + 1, (name, desk.events(source))
        text = desk.ticket(tickets[0])["description"]
        assert "\\coupé\\" in text and "\"tout\"" in text and "été" in text, text
        run(hook, secret, is_firing=False)
        assert desk.ticket(tickets[0])["state"] == "resolved", desk.events(source)
        print(f"{name}: its script opened and resolved an incident", flush=True)


def icinga(hook, secret, is_firing):
    given = {
        "SOCLE_URL": hook, "SOCLE_SECRET": secret, "TYPE": "PROBLEM" if is_firing else "RECOVERY", "HOST": "sw-mairie",
        "SERVICE": "ping4", "STATE": "CRITICAL" if is_firing else "OK", "OUTPUT": HARD, "SINCE": str(time.time()),
        "URL": "https://icinga.example/sw-mairie", "SITE": "Mairie",
    }
    ran(["sh", SCRIPTS / "icinga2.sh"], env={**os.environ, **given})


def zabbix(hook, secret, is_firing):
    ran(["node", HERE / "zabbix.mjs", SCRIPTS / "zabbix.js", hook, secret, "1" if is_firing else "0", HARD])


def ran(words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{words} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
