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
from servers import TARGET, Measured, Process, Watch, free_port, until
from world import World, expect

HARD = "« Perte » : 100 %\n\"tout\" est \\coupé\\ l’été"


class Desk:
    """What the test asks the instance."""

    def __init__(self, instance, world):
        self.instance = instance
        self.client = Client(instance.port, token=world.tokens["admin@hautevive.example"])
        self.home, self.contact, _ = world.requesters[0]
        self.code = "VAL"
        self.far, self.far_contact, _ = world.requesters[1]
        self.far_code = "ROC"

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
    # What it asks and looks at is on this machine.
    instance.config.write_text(instance.config.read_text() + '[egress]\nnetworks = ["127.0.0.0/8"]\n')
    instance.start(60)
    try:
        desk = Desk(instance, World(instance))
        prometheus(desk, instance, folder / "watch")
        asked(desk, instance, folder / "measured")
        probe(desk, folder)
        scripts(desk, folder)
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


def asked(desk, instance, folder):
    """A Prometheus that is asked: the site is really stopped and started, then nobody looks for a while; the outage, the incident, the
    blind time and the availability are those that a hand computes from the samples Prometheus holds."""
    began = time.monotonic()
    home, other = (desk.ask("POST", "/api/v1/sites", {"beneficiary": whose, "name": name, "fibre": "connected"})
                   for whose, name in ((desk.far, "Hôtel de ville"), (desk.home, "Hôtel de ville")))
    settings = {"name": "Prometheus interrogé", "kind": "prometheus", "on_recovery": "resolve", "reopen_hours": 24, "storm_count": 10,
                "storm_minutes": 10, "severities": [{"word": "down", "impact": "high", "urgency": "high", "is_outage": True}]}
    source = desk.ask("POST", "/api/v1/monitoring", settings)
    assert "secret" not in source and "hook" not in source, source
    desk.ask("POST", f"/api/v1/monitoring/{source['id']}/rules",
             {"beneficiary": desk.far, "contact": desk.far_contact, "label": "tenant", "value": "valmont"})
    measured_by = Measured(folder)
    own = f"/api/v1/monitoring/{source['id']}"
    state = lambda: desk.ask("GET", own)["query"]
    outages = lambda: [one for one in desk.ask("GET", "/api/v1/outages")["items"] if one["beneficiary"] == desk.far]
    blinds = lambda: [one for one in desk.ask("GET", "/api/v1/blind-times") if one["beneficiary"] == desk.far]
    try:
        measured_by.start()
        until("Prometheus holds a success", lambda: (1.0 in [value for _, value in measured_by.samples("probe_success")]) or None)
        query = {"address": measured_by.address, "expression": 'label_replace(probe_success, "site", "Hôtel de ville", "", "")', "step": "1"}
        desk.ask("PUT", f"{own}/query", query)
        read = lambda: state()["read_until"]
        first = math.ceil(next(at for at, value in measured_by.samples("probe_success") if value == 1)) + 1
        until("it is read", lambda: read() and second(read()) >= first)
        measured_by.site.stop()
        time.sleep(6)
        measured_by.site.start()
        until("the outage was read from its beginning to its end", lambda: outages() and outages()[0]["to"])
        measured_by.blackbox.stop()
        time.sleep(5)
        measured_by.blackbox.start()
        until("nobody looked for a while", lambda: blinds() and blinds()[0]["to"])
        last = second(until("it is read again", read))
        outage, = outages()
        blind, = blinds()
        by_hand = points(measured_by, first, last)
        down = [at for at, value in by_hand.items() if value == 0]
        unseen = [at for at, value in by_hand.items() if value is None]
        assert (second(outage["from"]), second(outage["to"])) == (down[0], down[-1] + 1), (outage, down)
        assert (second(blind["from"]), second(blind["to"])) == (unseen[0], unseen[-1] + 1), (blind, unseen)
        assert down == list(range(down[0], down[-1] + 1)) and len(down) >= 5 and len(unseen) >= 3, (down, unseen)
        assert outage["sites"][0]["id"] == home["id"], "of the two sites of this name, that of the rule's beneficiary"
        assert not [one for one in desk.ask("GET", "/api/v1/outages")["items"] if one["sites"][0]["id"] == other["id"]]
        ticket = next(one for one in desk.tickets() if one["beneficiary"] == desk.far)
        assert (desk.ticket(ticket)["reference"], desk.ticket(ticket)["state"]) == (outage["ticket"], "resolved"), ticket
        report, base = today(desk, desk.far_code)
        expected = fractions.Fraction(base - len(unseen) - len(down), base - len(unseen))
        assert fractions.Fraction(report["measured"]["availability_around_the_clock"]) == expected, (report, len(down), len(unseen))
        # Killed while the site is down, it reads afterwards what it missed.
        instance.kill()
        measured_by.site.stop()
        time.sleep(4)
        measured_by.site.start()
        time.sleep(4)
        instance.start(60)
        until("what happened meanwhile is read", lambda: len(outages()) == 2 and outages()[0]["to"])
        by_hand = points(measured_by, last, second(read()))
        down = [at for at, value in by_hand.items() if value == 0]
        outage = outages()[0]
        assert (second(outage["from"]), second(outage["to"])) == (down[0], down[-1] + 1), (outage, down)
        assert len(blinds()) == 1, blinds()
    finally:
        measured_by.stop()
    print(f"Prometheus asked, with blackbox exporter: outage, incident, blind time and availability as a hand computes them; "
          f"{time.monotonic() - began:.0f} s", flush=True)


def points(measured_by, first, last):
    """What the samples say of each whole second: 1, 0, or nothing. A sample holds until the next one, two seconds at most; a measure
    that could not be made (`up` is 0) ends it."""
    samples = [(at, value) for at, value in measured_by.samples("probe_success")]
    samples += [(at, None) for at, value in measured_by.samples("up") if value == 0]
    samples.sort(key=lambda one: one[0])
    found = {}
    for whole in range(first, last + 1):
        known = [value for at, value in samples if whole - 2 <= at <= whole]
        found[whole] = known[-1] if known else None
    return found


def today(desk, code):
    """The availability of the day so far, and its seconds."""
    paris = zoneinfo.ZoneInfo("Europe/Paris")
    day = datetime.datetime.now(paris).date()
    report = desk.ask("GET", f"/api/v1/availability/{code}?from={day}&to={day}")
    midnight = int(datetime.datetime.combine(day, datetime.time(), paris).timestamp())
    return report, second(report["as_of"]) - midnight


def probe(desk, folder):
    """A probe of the program itself, against a page that is really stopped and started."""
    began = time.monotonic()
    port = free_port()
    page = Process([sys.executable, "-c", TARGET, str(port)], folder / "page.log", f"http://127.0.0.1:{port}/")
    site = desk.ask("POST", "/api/v1/sites", {"beneficiary": desk.home, "name": "Médiathèque", "fibre": "connected"})
    form = {"beneficiary": desk.home, "kind": "http", "name": "Portail", "site": site["id"], "contact": desk.contact,
            "target": f"http://127.0.0.1:{port}/", "word": "ready", "interval": "10", "timeout": "5", "failures": "1", "successes": "1"}
    own = lambda: next(one for one in desk.ask("GET", "/api/v1/probes")["items"] if one["name"] == "Portail")
    outages = lambda: [one for one in desk.ask("GET", "/api/v1/outages")["items"] if one["sites"][0]["id"] == site["id"]]
    try:
        page.start()
        made = desk.ask("POST", "/api/v1/probes", form)
        until("the page answers", lambda: own()["state"] == "up")
        page.stop()
        until("the page is stopped", lambda: outages())
        page.start()
        until("the page answers again", lambda: outages()[0]["to"])
        looks = desk.ask("GET", f"/api/v1/probes/{desk.home}/{made['id']}/results")["latest"][::-1]
        failed = next(place for place, look in enumerate(looks) if look["finding"] != "good")
        good = next(look for look in looks[failed:] if look["finding"] == "good")
        outage, = outages()
        assert (outage["from"], outage["to"]) == (looks[failed]["at"], good["at"]), (outage, looks)
        ticket = next(one for one in desk.tickets() if one["site"] and one["site"]["name"] == "Médiathèque")
        until("its incident is resolved", lambda: desk.ticket(ticket)["state"] == "resolved")
    finally:
        page.stop()
    print(f"A probe: outage and incident of a page really stopped and started; {time.monotonic() - began:.0f} s", flush=True)


def second(instant):
    """The whole second of an instant."""
    return math.floor(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())


def scripts(desk, folder):
    centreon = lambda hook, secret, is_firing: centreon_in(folder, hook, secret, is_firing)
    for name, kind, run in (("Icinga", "icinga2", icinga), ("Centreon", "centreon", centreon), ("Zabbix", "zabbix", zabbix)):
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


def centreon_in(folder, hook, secret, is_firing):
    (folder / "centreon.conf").write_text(f"SOCLE_URL='{hook}'\nSOCLE_SECRET='{secret}'\n")
    given = {"TYPE": "PROBLEM" if is_firing else "RECOVERY", "HOST": "sw-mairie", "SERVICE": "Ping", "STATE": "CRITICAL" if is_firing else "OK",
             "STATE_TYPE": "HARD", "OUTPUT": HARD, "SINCE": str(int(time.time())), "SITE": "$_HOSTSITE$"}
    ran(["sh", SCRIPTS / "centreon.sh", *(f"{name}={value}" for name, value in given.items())],
        env={**os.environ, "SOCLE_SETTINGS": str(folder / "centreon.conf")})


def zabbix(hook, secret, is_firing):
    ran(["node", HERE / "zabbix.mjs", SCRIPTS / "zabbix.js", hook, secret, "1" if is_firing else "0", HARD])


def ran(words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{words} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
