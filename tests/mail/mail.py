"""The test: the whole circle with real servers, hostile mail, and many mails under kill -9. README.md says what it
proves."""

import concurrent.futures
import os
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "durability"))

import circle
import hostile
import storm
from postgres import Postgres
from servers import Servers


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tests/mail/run SOCLE_BINARY WORKDIR")
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    # The circle mostly waits, and ends its servers: it has servers of its own.
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        running = [both.submit(the_circle, binary, folder), both.submit(the_rest, binary, folder)]
        for one in running:
            one.result()


def the_circle(binary, folder):
    with_servers(folder / "servers-circle", lambda servers: step(
        "the circle", lambda: circle.run(binary, folder / "circle", servers)))


def the_rest(binary, folder):
    def run(servers):
        step("hostile mail", lambda: hostile.run(binary, folder / "hostile", servers))
        step("the storm on SQLite", lambda: storm.run(binary, folder / "sqlite", servers))
        on_postgres(binary, folder, servers)

    with_servers(folder / "servers", run)


def with_servers(folder, run):
    servers = Servers(folder)
    try:
        servers.start()
        run(servers)
    finally:
        servers.stop()


def on_postgres(binary, folder, servers):
    if not os.environ.get("SOCLE_TEST_POSTGRES_OWNER"):
        if os.environ.get("SOCLE_TEST_BOTH"):
            sys.exit("the PostgreSQL half did not run: SOCLE_TEST_POSTGRES_OWNER is not set")
        print("the storm on PostgreSQL: not run (SOCLE_TEST_POSTGRES_OWNER is not set)")
        return
    database = Postgres(folder / "server")
    try:
        step("the storm on PostgreSQL", lambda: storm.run(
            binary, folder / "postgres", servers, database.application, database.owner))
    finally:
        database.stop()


def step(name, what):
    began = time.monotonic()
    told = what()
    print(f"{name}: {told}; {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
