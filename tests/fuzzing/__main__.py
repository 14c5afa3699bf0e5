"""``make fuzz``: many random cases through the engine, on all cores; what fails is kept, with how to repeat it."""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from seeded_cases import any_request

from fuzzing.trying import try_case

_PART = 500
_PLACE = Path(__file__).parents[2] / ".cache" / "fuzz"


def _try_part(part: tuple[int, int, int]) -> tuple[Counter[str], list[dict[str, object]]]:
    seed, first, last = part
    became: Counter[str] = Counter()
    failures: list[dict[str, object]] = []
    for number in range(first, last):
        try:
            became[try_case(seed, number)] += 1
        except Exception:
            told = {"seed": seed, "number": number, "request": any_request(seed, number)}
            failures.append(told | {"error": traceback.format_exc()})
    return became, failures


def main() -> int:
    """Run; 1 when a case failed."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many cases")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other cases")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count(), help="processes")
    asked = parser.parse_args()
    last = asked.first + asked.cases
    parts = [(asked.seed, at, min(at + _PART, last)) for at in range(asked.first, last, _PART)]
    became: Counter[str] = Counter()
    failed = 0
    begun = said = time.monotonic()
    # What is loaded stays: looking through it for garbage again and again costs a tenth of the time.
    with multiprocessing.Pool(asked.workers, gc.freeze) as pool:
        for told, failures in pool.imap_unordered(_try_part, parts):
            became += told
            for failure in failures:
                failed += 1
                _keep(failure)
            now = time.monotonic()
            if now - said > 10:
                said = now
                _progress(became.total() + failed, asked.cases, now - begun, failed)
    _progress(became.total() + failed, asked.cases, time.monotonic() - begun, failed)
    for what, times in became.most_common():
        print(f"  {times:>9,}  {what}")
    return 1 if failed else 0


def _progress(done: int, of: int, seconds: float, failed: int) -> None:
    rate = done / seconds if seconds else 0
    print(f"{done:,} of {of:,} cases, {rate:,.0f} a second, {failed} failed", flush=True)


def _keep(failure: dict[str, object]) -> None:
    """Keep a case that failed, and say how to run it again."""
    _PLACE.mkdir(parents=True, exist_ok=True)
    kept = _PLACE / f"{failure['seed']}-{failure['number']}.json"
    kept.write_text(json.dumps(failure, indent=1), encoding="utf-8")
    error = str(failure["error"]).strip().splitlines()[-1]
    again = f"make fuzz SEED={failure['seed']} FIRST={failure['number']} CASES=1"
    print(f"FAILED: {error}\n  kept in {kept}\n  again: {again}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
