"""Runs every check of scim2-tester against a server and fails on each error it reports.

usage: SCIM_TOKEN=... tester.py BASE_URL [--strict]

With --strict the tenant refuses what is beyond the RFCs, and what the tester itself sends beyond
them is expected to be refused: see BEYOND_THE_RFC.
"""

import os
import sys
from collections import Counter

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

FAILED = {Status.ERROR, Status.CRITICAL}

# Fewer mean that discovery went wrong and nothing was tested.
FEWEST_CHECKS = 120

# The tester puts `schemas` into the object of an
# extension. RFC 7643 section 3 has it only at the top, the schema does not declare it below, and a
# strict tenant refuses what no schema declares. Each entry: resource type, check, a part of the reason.
BEYOND_THE_RFC = {
    ("User", "check_add_attribute", "enterprise:2.0:User:schemas'"),
    ("User", "check_replace_attribute", "enterprise:2.0:User:schemas'"),
}


def explanation(result, expected):
    """The entry that explains the failure, or None."""
    for entry in expected:
        resource_type, title, part = entry
        place = (result.resource_type, result.title)
        if place == (resource_type, title) and part in (result.reason or ""):
            return entry
    return None


def main():
    base_url, *flags = sys.argv[1:]
    expected = BEYOND_THE_RFC if "--strict" in flags else set()
    headers = {"Authorization": f"Bearer {os.environ['SCIM_TOKEN']}"}
    with Client(base_url=base_url, headers=headers) as http:
        results = check_server(SyncSCIMClient(http))

    objections = 0
    explained = set()
    for result in results:
        if result.status is Status.SUCCESS:
            continue
        entry = explanation(result, expected) if result.status in FAILED else None
        if entry:
            explained.add(entry)
        elif result.status in FAILED:
            objections += 1
        word = "EXPECTED" if entry else result.status.name
        print(f"{word}: {result.resource_type or '-'} {result.title}: {result.reason}")
        if word in ("ERROR", "CRITICAL"):
            print(f"    {result.data}")

    counts = Counter(result.status.name for result in results)
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    if explained != expected:
        print(f"no longer seen, take it out: {expected - explained}")
        objections += 1
    if counts["SUCCESS"] < FEWEST_CHECKS:
        print(f"fewer than {FEWEST_CHECKS} checks succeeded")
        objections += 1
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
