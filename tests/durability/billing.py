"""Invoices under kill -9: two clerks draft, approve, issue and cancel, each for a beneficiary, until the server dies.

Issuing takes a number, writes three files and freezes the row; a kill in between may leave a draft, never a gap in
the numbers, an invoice without its files, or a second one for the same wish."""

import collections
import hashlib
import pathlib
import threading

from instance import Client, Unreachable
from world import expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNDECIDED = 'vat = { status = "undetermined" }'
DECIDED = 'vat = { status = "standard", rate = 20.00, decided_by = "la direction des finances" }'
YEAR = 2022
CLERK, FINANCE = "clerk@hautevive.example", "finance@{}.example"
PROVIDER = {"siret": "20099001800018", "vat_number": "FR36200990018"}
SIRETS = {"VAL": "21699001000011", "ROC": "21699002800013"}


class Billing:
    """Two beneficiaries ready to be billed for the first year of the founding agreement, and what was acknowledged."""

    def __init__(self, instance, world):
        self.port, self.issued, self.open_wishes, self.interrupted = instance.port, {}, set(), 0
        self.lock = threading.Lock()
        session = world.session
        organisations = {o["code"]: o for o in expect(session.send("GET", "/api/v1/organisations"), 200).json()}
        provider = next(o for o in organisations.values() if o["side"] == "provider")
        world.person(provider["id"], CLERK, "director", "finance_officer")
        self._complete(session, provider, PROVIDER)
        self.token = world.token(instance, CLERK)
        for code, siret in SIRETS.items():
            self._complete(session, organisations[code], {"siret": siret})
            self._agreement(instance, provider["code"], code)
            email = FINANCE.format(code.lower())
            world.person(organisations[code]["id"], email, "beneficiary_finance")
            self._census(Client(self.port, token=world.token(instance, email)), organisations[code]["id"])
        self.beneficiaries = [organisations[code]["id"] for code in SIRETS]

    def client(self):
        return Client(self.port, token=self.token)

    def _complete(self, session, organisation, more):
        path = f"/api/v1/organisations/{organisation['id']}"
        body = {"code": organisation["code"], "name": organisation["name"], "version": organisation["version"]}
        body |= {"street": "1 place des Platanes", "postal_code": "64999", "city": "Hautevive"}
        body |= {"electronic_address": more["siret"], **more}
        expect(session.json("PUT", path, body), 200)

    def _agreement(self, instance, provider, code):
        text = (ROOT / "agreements" / "pau-bearn-pyrenees.toml").read_text()
        assert UNDECIDED in text
        text = text.replace('"CAPBP"', f'"{provider}"', 1).replace('"PMPB"', f'"{code}"', 1)
        file = instance.folder / f"{code}.toml"
        file.write_text(text.replace(UNDECIDED, DECIDED, 1))
        instance.command("agreement", "import", file, "--beneficiary", code, "--from", f"{YEAR}-01-01")

    def _census(self, finance, beneficiary):
        body = {"beneficiary": beneficiary, "reference_date": f"{YEAR}-03-01", "agent_count": 42}
        census = expect(finance.json("POST", "/api/v1/censuses", body), 201).json()
        path = f"/api/v1/censuses/{beneficiary}/{census['id']}/decision"
        expect(self.client().json("POST", path, {"verdict": "validated"}), 200)

    def acknowledge(self, path, number):
        with self.lock:
            known = self.issued.setdefault(path, number)
            self.open_wishes.discard(path)
        if known != number:
            raise AssertionError(f"{path} was acknowledged as {known}, now as {number}")

    def wish(self, path):
        with self.lock:
            self.open_wishes.add(path)


class Clerk(threading.Thread):
    """Brings the invoices of one beneficiary one step further, again and again until the server dies."""

    def __init__(self, billing, beneficiary, stop):
        super().__init__(daemon=True)
        self.billing, self.beneficiary, self.stop, self.failure = billing, beneficiary, stop, None

    def run(self):
        try:
            client = self.billing.client()
            while not self.stop.is_set():
                self.step(client)
        except Unreachable:
            pass
        except Exception as error:  # told by the main thread, which ends the test
            self.failure = error

    def step(self, client):
        rows = expect(client.send("GET", f"/api/v1/invoices?beneficiary={self.beneficiary}"), 200).json()["items"]
        waiting = [row for row in rows if row["state"] != "issued"]
        standing = [row for row in rows if row["kind"] == "invoice" and row["last_event"] == "issued"]
        if waiting:
            issue(self.billing, client, waiting[0])
        elif standing:
            reason = {"reason": "Le compte des agents est rectifié"}
            expect(client.json("POST", f"{address(standing[0])}/credit-note", reason), 201)
        else:
            expect(client.json("POST", "/api/v1/invoices", {"beneficiary": self.beneficiary, "year": YEAR}), 201)


def address(row):
    return f"/api/v1/invoices/{row['beneficiary']}/{row['id']}"


def issue(billing, client, row):
    if row["state"] == "draft":
        expect(client.json("POST", f"{address(row)}/approval", {}), 200)
    billing.wish(address(row))
    send_issue(billing, client, address(row))


def send_issue(billing, client, path):
    answer = client.json("POST", f"{path}/issue", {}, {"Idempotency-Key": path})
    billing.acknowledge(path, expect(answer, 200).json()["issue"]["number"])


def settle(billing):
    """After a restart: what was acknowledged stands under its number, what got no answer is asked for again."""
    client = billing.client()
    unanswered = list(billing.open_wishes)
    for path in [*unanswered, *list(billing.issued)[-6:]]:
        send_issue(billing, client, path)
    return len(unanswered)


def whole(billing):
    """Numbers without gap or double, and each issued invoice with the bytes of its three files."""
    client, numbers, found = billing.client(), collections.defaultdict(list), {}
    for row in every_invoice(billing, client):
        if row["state"] != "issued":
            continue
        number = row["issue"]["number"]
        series, position = number.rsplit("-", 1)
        numbers[series].append(int(position))
        found[address(row)] = number
        files_are_whole(client, address(row), number)
    for series, taken in numbers.items():
        if sorted(taken) != list(range(1, len(taken) + 1)):
            raise AssertionError(f"GAP or DOUBLE in the numbers of {series}: {sorted(taken)}")
    if found != billing.issued:
        raise AssertionError(f"LOST or invented invoices: {sorted(set(found.items()) ^ set(billing.issued.items()))}")
    return len(found)


def files_are_whole(client, path, number):
    files = expect(client.send("GET", path), 200).json()["files"]
    if sorted(file["format"] for file in files) != ["cii", "pdf", "ubl"]:
        raise AssertionError(f"PARTIAL: {number} has the files {files}")
    for file in files:
        answer = expect(client.send("GET", f"{path}/files/{file['format']}"), 200)
        if hashlib.sha256(answer.body).hexdigest() != file["digest"]:
            raise AssertionError(f"DAMAGED: the {file['format']} of {number}")
        if file["format"] != "pdf" and number.encode() not in answer.body:
            raise AssertionError(f"the {file['format']} of {number} carries another number")


def every_invoice(billing, client):
    for beneficiary in billing.beneficiaries:
        after = None
        while True:
            path = f"/api/v1/invoices?beneficiary={beneficiary}" + (f"&after={after}" if after else "")
            page = expect(client.send("GET", path), 200).json()
            yield from page["items"]
            after = page["next"]
            if after is None:
                break
