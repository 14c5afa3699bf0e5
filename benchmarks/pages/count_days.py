# The same in CPython, Pyodide and MicroPython, which has neither datetime nor dataclasses: days as numbers.


def number_of(day):
    """Days since 1 January 1970 of an ISO date."""
    year, month, date = (int(part) for part in day.split("-"))
    if month < 3:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + date - 719469


def iso_of(number):
    """The ISO date of a day by its number."""
    n = number + 719468
    era, doe = n // 146097, n % 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    part = (5 * doy + 2) // 153
    month = part + 3 if part < 10 else part - 9
    year = yoe + era * 400 + (1 if month <= 2 else 0)
    return "{:04d}-{:02d}-{:02d}".format(year, month, doy - (153 * part + 2) // 5 + 1)  # noqa: UP032


def last_day(task):
    """The day on which the task's number of working days has passed."""
    holidays = {number_of(day) for day in task["holidays"]}
    makeup_days = {number_of(day) for day in task["makeup_days"]}
    day, counted = number_of(task["start"]), 0
    while counted < task["days"]:
        day += 1
        weekend = (day + 3) % 7 >= 5
        counted += day in makeup_days or not (weekend or day in holidays)
    return iso_of(day)
