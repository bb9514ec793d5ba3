"""Searching and narrowing against their peers, at 20,000, 300,000 and a million entries.

    .venv/bin/python -m tests.bench.finding --entries 20000

Made-up plans go through the fixtures' form and the loader into a database that is kept for the next run;
then every ratio that the project promises is measured against its peer in this same run, on this same
data, and printed beside what was promised.
"""

from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
