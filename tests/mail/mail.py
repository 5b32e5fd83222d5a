"""The test: the whole circle with real servers, then hostile mail, then many mails under kill -9. README.md says what
it proves."""

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
    servers = Servers(folder / "servers")
    servers.start()
    try:
        step("the circle", lambda: circle.run(binary, folder / "circle", servers))
        step("hostile mail", lambda: hostile.run(binary, folder / "hostile", servers))
        step("the storm on SQLite", lambda: storm.run(binary, folder / "sqlite", servers))
        on_postgres(binary, folder, servers)
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
