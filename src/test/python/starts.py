"""The starts that python-dateutil finds: an engine that knows nothing of ours.

Reads lines of TAB-separated fields: rule, start (on the wall clock), zone, number wanted, EXDATEs and RDATEs on the wall clock,
separated by commas. Writes for each line the starts in UTC, separated by blanks, or "!" and why it gives up.
"""
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr

FORMAT = "%Y-%m-%dT%H:%M:%S"


def starts(rule, start, zone, most, excluded, added):
    begin = datetime.strptime(start, FORMAT)
    all_dates = rruleset()
    all_dates.rrule(rrulestr(rule, dtstart=begin))
    for text in filter(None, excluded.split(",")):
        all_dates.exdate(datetime.strptime(text, FORMAT))
    for text in filter(None, added.split(",")):
        all_dates.rdate(datetime.strptime(text, FORMAT))
    found = []
    for at in all_dates:
        if len(found) == int(most) or at.year > 2060:
            break
        found.append(at.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc).strftime(FORMAT + "Z"))
    return " ".join(found)


for line in sys.stdin:
    try:
        print(starts(*line.rstrip("\n").split("\t")))
    except Exception as reason:  # whatever it is, the test tells it
        print("!", repr(reason))
