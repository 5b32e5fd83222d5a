// Runs our media type for Zabbix as Zabbix does: the script is the body of a function of `value`, with `HttpRequest`,
// `Zabbix` and nothing of Node. Usage: node zabbix.mjs SCRIPT HOOK SECRET VALUE TEXT
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [script, hook, secret, value, text] = process.argv.slice(2);

class HttpRequest {
  #headers = [];
  #status = 0;
  addHeader(header) {
    this.#headers.push("-H", header);
  }
  post(url, body) {
    const out = execFileSync("curl", ["-s", "-w", "\n%{http_code}", ...this.#headers, "--data-binary", "@-", url], { input: body });
    const answer = out.toString();
    const end = answer.lastIndexOf("\n");
    this.#status = Number(answer.slice(end + 1));
    return answer.slice(0, end);
  }
  getStatus() {
    return this.#status;
  }
}

const given = {
  url: hook, secret, event_id: "48213", trigger_id: "17411", value, update: "0", host: "sw-zabbix", service: "ICMP",
  name: "sw-zabbix : plus de réponse", severity: "High", data: text, event_url: "https://zabbix.example/48213", tags: "{EVENT.TAGSJSON}",
};
const run = new Function("value", "HttpRequest", "Zabbix", readFileSync(script, "utf8"));
console.log(run(JSON.stringify(given), HttpRequest, { log() {} }));
