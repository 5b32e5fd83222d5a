"""Real mail servers of the test's own, on loopback, each with its configuration in the test's folder: Dovecot keeps
the mailboxes, Exim takes and hands over. Both run as they come from Debian and are stopped by their process."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import pwd
import signal
import smtplib
import socket
import ssl
import subprocess
import time

DOMAIN = "hautevive.example"
DESK = f"assistance@{DOMAIN}"
PASSWORD = "Sept tilleuls; 7"
TOKEN_KEY = b"a key that only this test knows, of enough bytes"
# As root the servers keep the mails as an account that owns nothing else; otherwise they run as the one who tests.
OWNER = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
BOXES = ["assistance", "second", "polled", "requester", "agent1", "other"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, condition, patience=30):
    """Waits for a condition and gives its value; ends the test when it never holds."""
    began = time.monotonic()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() - began > patience:
            raise AssertionError(f"waited {patience} s in vain: {what}")
        time.sleep(0.05)


class Servers:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        self._certificates()
        self.imap, self.imaps, self.smtp = free_port(), free_port(), free_port()
        self.dovecot = Dovecot(self)
        self.exim = Exim(self)

    def _certificates(self):
        """An authority of its own and a certificate for `localhost`."""
        def openssl(*words):
            subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

        (self.folder / "leaf.ext").write_text("subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        openssl(*new, "-subj", "/CN=Authority of the test", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "leaf.csr")
        openssl("x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                "-extfile", "leaf.ext", "-out", "cert.pem")
        (self.folder / "key.pem").chmod(0o644)
        self.ca = self.folder / "ca.pem"

    def start(self):
        self.dovecot.start()
        self.exim.start()

    def stop(self):
        self.exim.stop()
        self.dovecot.stop()

    def box(self, name):
        return Box(self.folder / "mail" / name)

    def send(self, sender, recipient, raw):
        """Hands a mail to Exim as another server would."""
        context = ssl.create_default_context(cafile=self.ca)
        with smtplib.SMTP("localhost", self.smtp, timeout=20) as smtp:
            smtp.starttls(context=context)
            smtp.sendmail(sender, [recipient], raw)


class Process:
    """A server in the foreground, ended by its process id."""

    def __init__(self, words, log):
        self.words, self.log, self.process = words, log, None

    def begin(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.words, stdout=log, stderr=log)

    def end(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
        self.process = None


class Dovecot(Process):
    def __init__(self, servers):
        self.servers, folder = servers, servers.folder
        self.config = folder / "dovecot.conf"
        super().__init__(["dovecot", "-F", "-c", self.config], folder / "dovecot.out")
        mail = folder / "mail"
        mail.mkdir()
        users = "".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in BOXES)
        (folder / "users").write_text(users)
        keys = folder / "keys" / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_bytes(base64.b64encode(TOKEN_KEY))
        (folder / "oauth2.conf").write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={folder}/keys/\nusername_attribute = sub\n"
        )
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", OWNER, mail], check=True)
        self.write()

    def write(self, tells=True):
        servers, folder = self.servers, self.servers.folder
        uid = pwd.getpwnam(OWNER).pw_uid
        own = "" if os.getuid() == 0 else (
            f"default_internal_user = {OWNER}\ndefault_login_user = {OWNER}\n"
            "service imap-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n"
        )
        told = "" if tells else "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS MOVE\n"
        self.config.write_text(f"""
protocols = imap
base_dir = {folder}/run
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
mail_max_userip_connections = 100
first_valid_uid = {min(uid, 500)}
{own}{told}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={OWNER} gid={pwd.getpwnam(OWNER).pw_gid} home={folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  mailbox Done {{
    auto = create
  }}
}}
service imap-login {{
  process_min_avail = 1
  inet_listener imap {{
    port = {servers.imap}
  }}
  inet_listener imaps {{
    port = {servers.imaps}
    ssl = yes
  }}
}}
""")

    def start(self):
        self.begin()
        until("Dovecot answers", lambda: answers(self.servers.imap))

    def stop(self):
        self.end()

    def token(self, user, seconds=3600):
        """An access token as an authorisation server would sign it."""
        now = int(time.time())
        part = lambda value: base64.urlsafe_b64encode(value).rstrip(b"=")
        head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
        body = part(json.dumps({"sub": user, "iat": now - 10, "nbf": now - 10, "exp": now + seconds}).encode())
        seal = part(hmac.new(TOKEN_KEY, head + b"." + body, hashlib.sha256).digest())
        return (head + b"." + body + b"." + seal).decode()


class Exim(Process):
    """`refused@` is refused at once, `later@` for now, and `gone@` is taken and comes back."""

    def __init__(self, servers):
        self.servers, folder = servers, servers.folder
        self.config = folder / "exim.conf"
        super().__init__(["exim4", "-C", self.config, "-bdf", "-q2s"], folder / "exim.out")
        spool = folder / "spool"
        spool.mkdir()
        (folder / "boxes").write_text("".join(f"{name}: {name}\n" for name in BOXES))
        if os.getuid() == 0:
            subprocess.run(["chown", OWNER, spool], check=True)
        group = pwd.getpwnam(OWNER).pw_gid
        self.config.write_text(f"""
primary_hostname = localhost
exim_user = {OWNER}
exim_group = {group}
never_users =
spool_directory = {spool}
log_file_path = {spool}/%slog
pid_file_path = {spool}/exim.pid
local_interfaces = <; 127.0.0.1
daemon_smtp_ports = {servers.smtp}
tls_advertise_hosts = *
tls_certificate = {folder}/cert.pem
tls_privatekey = {folder}/key.pem
acl_smtp_rcpt = recipients
message_size_limit = 80M
smtp_accept_max = 50
smtp_accept_queue_per_connection = 0
check_spool_space = 0
keep_environment =
split_spool_directory = false
queue_run_max = 5
begin acl
recipients:
  require message = encrypt first
          encrypted = *
  deny    local_parts = refused
          message = no such user here
  defer   local_parts = later
          message = come back later
  accept
begin routers
boxes:
  driver = accept
  local_parts = lsearch;{folder}/boxes
  local_part_suffix = +*
  local_part_suffix_optional
  transport = maildir
begin transports
maildir:
  driver = appendfile
  directory = {folder}/mail/$local_part_data
  maildir_format
  create_directory
  delivery_date_add
  envelope_to_add
  return_path_add
  user = {OWNER}
  group = {group}
begin retry
* * F,1h,2s
begin rewrite
begin authenticators
""")

    def start(self):
        self.begin()
        until("Exim answers", lambda: answers(self.servers.smtp))

    def stop(self):
        self.end()


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
            return bool(wire.recv(10))
    except OSError:
        return False


class Box:
    """A mailbox in its folder (Maildir), as a person's own mail program would show it."""

    def __init__(self, folder):
        self.folder = folder

    def files(self):
        return [path for part in ("new", "cur") for path in sorted((self.folder / part).glob("*"))]

    def mails(self):
        found = []
        for path in self.files():
            try:
                found.append(path.read_bytes())
            except FileNotFoundError:  # Dovecot moves it from new to cur
                pass
        return found

    def put(self, raw):
        """A mail that arrives past Exim: one no server would hand over. Gives its file."""
        for part in ("", "tmp", "new", "cur"):
            given(self.folder / part, lambda path: path.mkdir(parents=True, exist_ok=True))
        name = f"{time.time_ns()}.{os.getpid()}.localhost"
        given(self.folder / "tmp" / name, lambda path: path.write_bytes(raw))
        return (self.folder / "tmp" / name).rename(self.folder / "new" / name)


def given(path, make):
    """Makes something and gives it to the owner of the mails."""
    make(path)
    if os.getuid() == 0:
        owner = pwd.getpwnam(OWNER)
        os.chown(path, owner.pw_uid, owner.pw_gid)
