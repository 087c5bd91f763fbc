"""Calendar durations in UTC (rules-1.md, section 1)."""

import datetime
import re

from .strict import Unreadable

EPOCH = datetime.datetime(1970, 1, 1)
PATTERN = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)


def duration(text):
    """ISO 8601 duration → (months, days, seconds)."""
    match = PATTERN.fullmatch(text)
    if not match or text in ("P", "PT") or text.endswith("T"):
        raise Unreadable(f"{text!r} is no duration")
    years, months, weeks, days, hours, minutes, seconds = (int(g or 0) for g in match.groups())
    return years * 12 + months, weeks * 7 + days, hours * 3600 + minutes * 60 + seconds


def add(time, text, times=1):
    """time + times · duration: months first, day clamped, then days, then seconds."""
    months, days, seconds = duration(text)
    moment = EPOCH + datetime.timedelta(seconds=time)
    month = moment.year * 12 + moment.month - 1 + months * times
    year, month = divmod(month, 12)
    month += 1
    first_of_next = datetime.date(year + (month == 12), month % 12 + 1, 1)
    last_day = (first_of_next - datetime.timedelta(days=1)).day
    moment = moment.replace(year=year, month=month, day=min(moment.day, last_day))
    result = int((moment - EPOCH).total_seconds())
    return result + (days * 86_400 + seconds) * times


def boundary(span, length, k):
    """b(k) = min(E, S + k·L)."""
    return min(span["end"], add(span["start"], length, k))


def epoch_ends(span, length):
    """b(1), b(2), … E."""
    ends = []
    while not ends or ends[-1] < span["end"]:
        ends.append(boundary(span, length, len(ends) + 1))
    return ends


def first_at_or_after(first, every, time):
    """The first date of first + k·every, k ≥ 0, at or after time."""
    k = 0
    while add(first, every, k) < time:
        k += 1
    return add(first, every, k)
