#!/bin/sh
# Posts a notification of Icinga 2 to Socle. Icinga gives everything in the environment: see ../monitoring.md.
set -eu

# A text as a JSON string: control characters dropped, backslashes, quotes and line breaks escaped.
json() {
  printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\010\013-\037' | tr '\011' ' ' |
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }')"
}

body=$(printf '{"type": %s, "host": %s, "service": %s, "state": %s, "output": %s, "since": %s, "url": %s, "labels": {"site": %s}}' \
  "$(json "$TYPE")" "$(json "$HOST")" "$(json "${SERVICE:-}")" "$(json "$STATE")" "$(json "${OUTPUT:-}")" \
  "$(json "$SINCE")" "$(json "${URL:-}")" "$(json "${SITE:-}")")

# The secret is not among the words of a process, which others on the machine may read.
printf 'header = "Authorization: Bearer %s"\n' "$SOCLE_SECRET" |
  curl --fail-with-body --silent --show-error --max-time 30 --retry 5 --retry-connrefused --config - \
    --header 'Content-Type: application/json' --data-binary "$body" "$SOCLE_URL"
