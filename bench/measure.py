"""Runs a command and prints what the operating system charged for it: one JSON object on stdout.

usage: python3 measure.py OUTPUT COMMAND [ARG ...]     what the command prints goes to the file OUTPUT
"""

import json
import os
import sys
import time

output, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
child = os.fork()
if child == 0:
    stdout = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(stdout, 1)
    os.execvp(command[0], command)
_, status, usage = os.wait4(child, 0)
print(
    json.dumps(
        {
            "exitCode": os.waitstatus_to_exitcode(status),
            "cpu": usage.ru_utime + usage.ru_stime,
            "wall": time.monotonic() - start,
            "peakMiB": usage.ru_maxrss / 1024,
        }
    )
)
