#!/bin/sh
# Posts a notification of Centreon to Socle. Centreon gives everything as arguments, NAME=value: see ../monitoring.md.
set -eu

TYPE='' HOST='' SERVICE='' STATE='' STATE_TYPE='' OUTPUT='' SINCE='' URL='' SITE=''
for given in "$@"; do
  case $given in
    TYPE=*) TYPE=${given#*=} ;;
    HOST=*) HOST=${given#*=} ;;
    SERVICE=*) SERVICE=${given#*=} ;;
    STATE=*) STATE=${given#*=} ;;
    STATE_TYPE=*) STATE_TYPE=${given#*=} ;;
    OUTPUT=*) OUTPUT=${given#*=} ;;
    SINCE=*) SINCE=${given#*=} ;;
    URL=*) URL=${given#*=} ;;
    SITE=*) SITE=${given#*=} ;;
  esac
done
# Address and secret: two lines, readable by Centreon's account alone.
. "${SOCLE_SETTINGS:-/etc/centreon-engine/socle.conf}"

# A text as a JSON string: control characters dropped, backslashes, quotes and line breaks escaped. A macro without a
# value stays as it is written: it is nothing.
json() {
  case $1 in '$'*'$') set -- '' ;; esac
  printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\010\013-\037' | tr '\011' ' ' |
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }')"
}

body=$(printf '{"type": %s, "host": %s, "service": %s, "state": %s, "state_type": %s, "output": %s, "since": %s, "url": %s, "labels": {"site": %s}}' \
  "$(json "$TYPE")" "$(json "$HOST")" "$(json "$SERVICE")" "$(json "$STATE")" "$(json "$STATE_TYPE")" "$(json "$OUTPUT")" \
  "$(json "$SINCE")" "$(json "$URL")" "$(json "$SITE")")

# The secret is not among the words of a process, which others on the machine may read.
printf 'header = "Authorization: Bearer %s"\n' "$SOCLE_SECRET" |
  curl --fail-with-body --silent --show-error --max-time 30 --retry 5 --retry-connrefused --config - \
    --header 'Content-Type: application/json' --data-binary "$body" "$SOCLE_URL"
