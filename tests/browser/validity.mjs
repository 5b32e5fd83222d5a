// The Nu checker on the sources as they were sent.
import { spawnSync } from "node:child_process";

export function validate(jar, sources) {
  if (!sources.length) return ["no page was checked"];
  const files = sources.map((source) => source.file);
  const run = spawnSync("java", ["-Xss2m", "-jar", jar, "--format", "json", "--stdout", ...files], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.error) return [`the HTML checker did not start: ${run.error.message}`];
  const views = new Map(sources.map((source) => [source.file, source.view]));
  return JSON.parse(run.stdout).messages
    .filter((message) => message.type === "error" || message.type === "non-document-error")
    .map((message) => `${views.get(new URL(message.url).pathname) ?? message.url}: HTML line ${message.lastLine}: ${message.message} (${(message.extract ?? "").trim().slice(0, 80)})`);
}
