"""The test: cycles of work, kill, restart, comparison. README.md says what it proves."""

import collections
import os
import pathlib
import random
import sys
import threading
import time

import billing
import check
from instance import Instance
from postgres import Postgres
from world import CLIENTS, Journal, Worker, World

CYCLES = int(os.environ.get("SOCLE_DURABILITY_CYCLES", "25"))
SEED = os.environ.get("SOCLE_DURABILITY_SEED") or str(int(time.time()))
PATIENCE = float(os.environ.get("SOCLE_DURABILITY_RESTART", "15"))


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/durability/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    print(f"SOCLE_DURABILITY_SEED={SEED}, {CYCLES} kills per engine", flush=True)
    run("sqlite", Instance(binary, folder / "sqlite", f"sqlite:{folder}/sqlite/socle.db"), None)
    check.sqlite_is_sound(folder / "sqlite" / "socle.db")
    if not os.environ.get("SOCLE_TEST_POSTGRES_OWNER"):
        if os.environ.get("SOCLE_TEST_BOTH"):
            sys.exit("the PostgreSQL half did not run: SOCLE_TEST_POSTGRES_OWNER is not set")
        print("postgres: not run (SOCLE_TEST_POSTGRES_OWNER is not set)")
        return
    server = Postgres(folder / "server")
    try:
        instance = Instance(binary, folder / "postgres", server.application, server.owner)
        run("postgres", instance, server)
    finally:
        server.stop()


def run(engine, instance, server):
    began = time.monotonic()
    dice = random.Random(f"{SEED}/{engine}")
    restarts = [instance.start(PATIENCE)]
    try:
        world, journal = World(instance), Journal(instance.folder / "journal.jsonl")
        bills = billing.Billing(instance, world)
        for cycle in range(CYCLES):
            restarts.append(one_cycle(instance, server, world, journal, bills, dice, cycle))
        tickets, messages = check.whole(world, journal)
        invoices = billing.whole(bills)
    finally:
        if instance.process.poll() is None:
            instance.process.kill()
            instance.process.wait()
    told = check.command_line(instance, instance.folder)
    kinds = collections.Counter(attempt.kind for attempt in journal.attempts)
    print(f"{engine}: {CYCLES} kills, {tickets} tickets, {messages} messages, {invoices} invoices, nothing lost, doubled or partial; "
          f"unanswered at a kill: {sum(journal.unanswered)}, invoices being issued: {bills.interrupted}; restart median {sorted(restarts)[len(restarts) // 2]:.2f} s, "
          f"longest {max(restarts):.2f} s; audit: {told}; {dict(kinds)}; {time.monotonic() - began:.0f} s", flush=True)


def one_cycle(instance, server, world, journal, bills, dice, cycle):
    """Gives the seconds the restart took."""
    first, stop = len(journal.attempts), threading.Event()
    workers = [
        Worker(world, journal, role, number, f"{SEED}-{cycle}", stop) for number, role in enumerate(CLIENTS)
    ]
    workers += [billing.Clerk(bills, beneficiary, stop) for beneficiary in bills.beneficiaries]
    for worker in workers:
        worker.start()
    time.sleep(dice.uniform(0.1, 0.9))
    instance.kill()
    if server and cycle % 3 == 2:
        server.crash()
    stop.set()
    for worker in workers:
        worker.join()
        if worker.failure:
            raise worker.failure
    if server and cycle % 3 == 2:
        server.start_again()
    seconds = instance.start(PATIENCE)
    settle(world, journal, journal.attempts[first:], dice)
    bills.interrupted += billing.settle(bills)
    return seconds


def settle(world, journal, attempts, dice):
    """Compares what this cycle did, then sends again what got no answer and some of what did."""
    answered = [attempt for attempt in attempts if attempt.done]
    check.acknowledged_are_there(world, answered)
    open_ended = [attempt for attempt in attempts if not attempt.done]
    journal.unanswered.append(len(open_ended))
    for attempt, done in check.retry_unacknowledged(world, open_ended):
        journal.acknowledged(attempt, done)
    check.repeat_acknowledged(world, dice.sample(attempts, min(5, len(attempts))))
    check.acknowledged_are_there(world, open_ended)


if __name__ == "__main__":
    main()
