"""Prometheus, Alertmanager and what they watch, on loopback, each ended by its process."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

TARGET = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(b"# HELP ready Whether it is ready.\\n# TYPE ready gauge\\nready 1\\n")
    def log_message(self, *words):
        pass
class Server(http.server.ThreadingHTTPServer):
    allow_reuse_address = True
Server(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, condition, patience=60):
    """Waits for a condition and gives its value; ends the test when it never holds."""
    began = time.monotonic()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() - began > patience:
            raise AssertionError(f"waited {patience} s in vain: {what}")
        time.sleep(0.1)


class Process:
    """A server in the foreground, ended by its process id."""

    def __init__(self, words, log, ready):
        self.words, self.log, self.ready, self.process = words, log, ready, None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.words, stdout=log, stderr=log)
        until(f"{self.words[0]} answers", self._answers)

    def _answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"{self.words[0]} ended by itself: see {self.log}")
        try:
            with urllib.request.urlopen(self.ready, timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
        self.process = None


class Watch:
    """A target, what watches it and what tells of it."""

    def __init__(self, folder, hook, secret):
        folder.mkdir(parents=True)
        target, prometheus, alertmanager = free_port(), free_port(), free_port()
        (folder / "secret").write_text(secret)
        (folder / "alertmanager.yml").write_text(f"""
route:
  receiver: socle
  group_by: [alertname, instance]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 3s
receivers:
  - name: socle
    webhook_configs:
      - url: {hook}
        send_resolved: true
        http_config:
          authorization:
            credentials_file: {folder}/secret
""")
        (folder / "rules.yml").write_text("""
groups:
  - name: target
    rules:
      - alert: InstanceDown
        expr: up{job="target"} == 0
        labels: {severity: critical, tenant: valmont}
        annotations:
          summary: "{{ $labels.instance }} ne répond plus"
          description: "Aucune réponse depuis le dernier relevé."
""")
        (folder / "prometheus.yml").write_text(f"""
global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}}
rule_files: [{folder}/rules.yml]
alerting:
  alertmanagers:
    - static_configs: [{{targets: ["127.0.0.1:{alertmanager}"]}}]
scrape_configs:
  - job_name: target
    static_configs: [{{targets: ["127.0.0.1:{target}"]}}]
""")
        self.target = Process([sys.executable, "-c", TARGET, str(target)], folder / "target.log", f"http://127.0.0.1:{target}/metrics")
        self.alertmanager = Process(
            ["prometheus-alertmanager", f"--config.file={folder}/alertmanager.yml", f"--storage.path={folder}/alertmanager",
             f"--web.listen-address=127.0.0.1:{alertmanager}", "--cluster.listen-address="],
            folder / "alertmanager.log", f"http://127.0.0.1:{alertmanager}/-/ready")
        self.prometheus = Process(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/prometheus",
             f"--web.listen-address=127.0.0.1:{prometheus}"],
            folder / "prometheus.log", f"http://127.0.0.1:{prometheus}/-/ready")
        self.api = f"http://127.0.0.1:{prometheus}/api/v1/query?query=up"

    def start(self):
        for server in (self.target, self.alertmanager, self.prometheus):
            server.start()
        until("Prometheus sees the target", lambda: self.up() == "1")

    def up(self):
        with urllib.request.urlopen(self.api, timeout=5) as answer:
            found = json.load(answer)["data"]["result"]
        return found[0]["value"][1] if found else None

    def stop(self):
        for server in (self.prometheus, self.alertmanager, self.target):
            server.stop()


class Measured:
    """A site that is served, a blackbox exporter that looks at it, and a Prometheus that keeps what it found."""

    def __init__(self, folder):
        folder.mkdir(parents=True)
        site, blackbox, prometheus = free_port(), free_port(), free_port()
        (folder / "blackbox.yml").write_text("modules:\n  page: {prober: http, timeout: 900ms, http: {preferred_ip_protocol: ip4}}\n")
        (folder / "prometheus.yml").write_text(f"""
global: {{scrape_interval: 1s, scrape_timeout: 1s}}
scrape_configs:
  - job_name: sites
    metrics_path: /probe
    params: {{module: [page]}}
    static_configs:
      - {{targets: ["http://127.0.0.1:{site}/"], labels: {{site: Mairie, tenant: valmont}}}}
    relabel_configs:
      - {{source_labels: [__address__], target_label: __param_target}}
      - {{source_labels: [__param_target], target_label: instance}}
      - {{target_label: __address__, replacement: "127.0.0.1:{blackbox}"}}
""")
        self.site = Process([sys.executable, "-c", TARGET, str(site)], folder / "site.log", f"http://127.0.0.1:{site}/")
        self.blackbox = Process(
            ["prometheus-blackbox-exporter", f"--config.file={folder}/blackbox.yml", f"--web.listen-address=127.0.0.1:{blackbox}"],
            folder / "blackbox.log", f"http://127.0.0.1:{blackbox}/-/healthy")
        self.prometheus = Process(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/prometheus",
             f"--web.listen-address=127.0.0.1:{prometheus}"],
            folder / "prometheus.log", f"http://127.0.0.1:{prometheus}/-/ready")
        self.address = f"http://127.0.0.1:{prometheus}"

    def start(self):
        for server in (self.site, self.blackbox, self.prometheus):
            server.start()

    def samples(self, name):
        """Every sample that Prometheus itself holds of a series: seconds and value."""
        url = f"{self.address}/api/v1/query?query={name}%5B1h%5D"
        with urllib.request.urlopen(url, timeout=5) as answer:
            found = json.load(answer)["data"]["result"]
        return [(float(at), float(value)) for at, value in found[0]["values"]] if found else []

    def stop(self):
        for server in (self.prometheus, self.blackbox, self.site):
            server.stop()
