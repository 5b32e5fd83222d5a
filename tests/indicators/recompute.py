"""Closed values of indicators, computed again from their exported rows: one JSON object a line on standard input.

The agreement files are named on the command line: they hold the service window and the days allowed for an answer.
"""

import hashlib
import json
import sys
import tomllib
from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
CODES = (
    "G.1 G.2a G.2b G.3 G.4 A.1a A.1b A.2 A.3 B.1a B.1b B.2a B.2b C.1a C.1b C.1c S.1a S.1b S.2a S.2b".split()
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = 36
NOTHING = ("no_data", None)


def easter(year):
    """Sunday of Easter, by the anonymous Gregorian computus."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holidays(year):
    """Public holidays of metropolitan France."""
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    moving = [easter(year) + timedelta(days=days) for days in (1, 39, 50)]
    return {date(year, month, day) for month, day in fixed} | set(moving)


def wall(day, text):
    """An instant of the wall clock in Paris."""
    hour, minute = map(int, text.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS).timestamp()


def window_seconds(agreement, month):
    """Seconds of the service window in a month, public holidays left out."""
    window = agreement["service_window"]
    day, total = month, 0
    off = holidays(month.year) if window["closed_on_holidays"] else set()
    while day.month == month.month:
        for slot in window["slots"]:
            if DAYS[day.weekday()] in slot["days"] and day not in off:
                total += int(wall(day, slot["close"]) - wall(day, slot["open"]))
        day += timedelta(days=1)
    return total


def parameter(agreement, code, name, otherwise):
    found = next(one for one in agreement["commitments"] if one["code"] == code)
    return found.get("parameters", {}).get(name, otherwise)


def median(numbers):
    """Nearest rank: the smallest value that half of them do not exceed."""
    numbers = sorted(numbers)
    return ("seconds", numbers[(len(numbers) + 1) // 2 - 1]) if numbers else NOTHING


def share(part, whole):
    return ("share", Fraction(part, whole)) if whole else NOTHING


def kept(rows):
    return sum(row["is_kept"] is True for row in rows)


def seconds(rows, name="seconds"):
    return [row[name] for row in rows if row[name] is not None]


def delays(_, line, rows):
    """Share within target where the agreement has one, otherwise the middle."""
    if line["numerator"] is not None:
        return share(kept(rows), sum(row["is_kept"] is not None for row in rows))
    return median(seconds(rows))


def answered(agreement, _, rows):
    """Answered within so many days, date to date on the wall clock."""
    days = parameter(agreement, "G.2a", "within_days", 7)

    def in_time(row):
        if row["seconds"] is None:
            return False
        received = datetime.fromisoformat(row["from"]).astimezone(PARIS)
        due = (received.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=PARIS)
        return received.timestamp() + row["seconds"] <= due.timestamp()

    return share(sum(map(in_time, rows)), len(rows))


def uptime(_, line, rows):
    sites = [row for row in rows if row["kind"] == "site"]
    return share(sum(row["seconds"] for row in sites), sum(row["of_seconds"] for row in sites))


def mean(_, line, rows):
    return ("seconds", sum(seconds(rows)) // len(rows)) if rows else NOTHING


def go_live(_, line, rows):
    return median(seconds(rows, "service_seconds" if line["unit"] == "service_time" else "seconds"))


def staffed(agreement, line, rows):
    planned = window_seconds(agreement, date.fromisoformat(line["month"]))
    return share(planned - sum(seconds(rows)), planned)


def loss(_, line, rows):
    """The longest; without bound, hence no figure, when something has no good run at all."""
    known = seconds(rows)
    return ("seconds", max(known)) if rows and len(known) == len(rows) else NOTHING


FORMULAS = {
    "G.1": lambda _, line, rows: share(kept(rows), len(rows)),
    "G.2a": answered,
    "G.3": go_live,
    "G.4": staffed,
    "A.1a": uptime,
    "A.1b": lambda _, line, rows: ("count", len(rows)),
    "A.2": mean,
    "A.3": lambda _, line, rows: ("count", len(rows)),
    "B.2a": lambda _, line, rows: median(seconds(rows)),
    "S.2a": lambda _, line, rows: median(seconds(rows)),
    "B.2b": loss,
    "S.2b": loss,
    "C.1c": lambda _, line, rows: share(kept(rows), len(rows)),
    "S.1a": lambda _, line, rows: ("count", kept(rows)) if rows else NOTHING,
    "S.1b": lambda _, line, rows: ("count", len(rows)),
    **dict.fromkeys(["G.2b", "B.1a", "B.1b", "C.1a", "C.1b"], delays),
}


def told(figure):
    """A stored figure: its kind, and its value as a number."""
    value = figure.get("value")
    return (figure["kind"], Fraction(value) if figure["kind"] == "share" else value)


def verdict(line, figure):
    """What the target in force says of it."""
    kind, value = figure
    if kind == "no_data":
        return "no_data"
    target = line["target"]
    if target is None:
        return "not_contractual"
    known = {"share": lambda: value * 100, "seconds": lambda: Fraction(value, 3600), "count": lambda: value}[kind]()
    wanted = Fraction(str(target["value"]))
    met = known >= wanted if target["operator"] == "at_least" else known <= wanted
    return "met" if met else "missed"


def digest(line):
    names = (
        "code month indicator unit value verdict target numerator denominator explanation evidence".split()
    )
    content = {name: line[name] for name in names}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def faults(agreement, line):
    rows, stored = line["evidence"], told(line["value"])
    found = FORMULAS[line["code"]](agreement, line, rows)
    if found != stored:
        yield f"{stored} is stored, its {len(rows)} rows say {found}"
    if line["verdict"] != verdict(line, stored):
        yield f"{line['verdict']} is stored, the target says {verdict(line, stored)}"
    if line["evidence_count"] != len(rows):
        yield f"{line['evidence_count']} rows are told, {len(rows)} are there"
    if line["digest"] != digest(line):
        yield "the digest is not that of the value with its rows"


def in_a_row(months):
    """Most months that follow one another."""
    numbers = sorted(month.year * 12 + month.month for month in months)
    best = run = 0
    for place, number in enumerate(numbers):
        run = run + 1 if place and number == numbers[place - 1] + 1 else 1
        best = max(best, run)
    return best


def agreements(paths):
    """Agreements by the code of their beneficiary."""
    found = {}
    for path in paths:
        with open(path, "rb") as file:
            agreement = tomllib.load(file)
        found[agreement["beneficiary"]["code"]] = agreement
    return found


def main():
    signed = agreements(sys.argv[1:])
    months, figures, bad = defaultdict(set), defaultdict(int), []
    for text in sys.stdin:
        line = json.loads(text)
        key = (line["beneficiary"], line["code"])
        months[key].add(date.fromisoformat(line["month"]))
        figures[key] += line["value"]["kind"] != "no_data"
        name = f"{line['beneficiary']} {line['month'][:7]} {line['code']}"
        bad += [f"{name}: {fault}" for fault in faults(signed[line["beneficiary"]], line)]
    bodies = sorted({body for body, _ in months})
    for body in bodies:
        for code in CODES:
            if in_a_row(months[body, code]) < MONTHS:
                bad.append(f"{body} {code}: fewer than {MONTHS} months in a row")
            if not figures[body, code]:
                bad.append(f"{body} {code}: no month has a figure")
    print("\n".join(bad[:50]))
    values = sum(len(found) for found in months.values())
    print(f"{values} closed values of {len(bodies)} beneficiaries computed again, {len(bad)} faults")
    return 1 if bad or not bodies else 0


if __name__ == "__main__":
    sys.exit(main())
