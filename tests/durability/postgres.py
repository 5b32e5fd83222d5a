"""A PostgreSQL server of the test's own, durable, that can be crashed."""

import os
import pathlib
import re
import subprocess
import time

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "postgres"


class Postgres:
    def __init__(self, folder):
        self.folder = folder
        told = self._script("start", SOCLE_POSTGRES_FSYNC="on")
        self.owner, self.application = (
            re.search(rf"SOCLE_TEST_POSTGRES_{name}=(\S+)", told).group(1) for name in ("OWNER", "APP")
        )

    def crash(self):
        """Ends the server at once and uncleanly: the next start replays its log."""
        self.stop()

    def start_again(self):
        options = (self.folder / "data" / "postmaster.opts").read_text().strip()
        user = os.environ.get("SOCLE_POSTGRES_USER", "nobody") if os.getuid() == 0 else None
        with open(self.folder / "again.log", "ab") as log:
            words = ["sh", "-c", f"exec {options}"]
            subprocess.Popen(words, user=user, group=user_group(user), extra_groups=[] if user else None,
                             cwd=self.folder, stdout=log, stderr=log, start_new_session=True)
        ready = [pathlib.Path(options.split()[0].strip('"')).parent / "pg_isready", "-q", "-d", self.owner]
        for _ in range(600):
            if subprocess.run(ready).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError("PostgreSQL did not come back")

    def stop(self):
        """Immediate, as scripts/postgres always does."""
        self._script("stop")

    def _script(self, verb, **more):
        words = [SCRIPT, verb, self.folder]
        return subprocess.run(words, env={**os.environ, **more}, check=True, capture_output=True, text=True).stdout


def user_group(user):
    import pwd

    return pwd.getpwnam(user).pw_gid if user else None
