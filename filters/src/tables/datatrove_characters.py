"""Writes what the datatrove rules call punctuation: usage: datatrove_characters.py FILE

Needs datatrove 0.10.1. datatrove-characters.md beside the file says where the data comes from.
"""
import sys
from importlib.metadata import version

from datatrove.utils.text import PUNCTUATION, PUNCTUATION_SET, TERMINAL_PUNCTUATION

VERSION = "0.10.1"


def ranges(characters):
    points, out = sorted(map(ord, set(characters))), []
    for point in points:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return " ".join("%x" % a if a == b else "%x-%x" % (a, b) for a, b in out)


if version("datatrove") != VERSION:
    raise SystemExit("expected datatrove %s, found %s" % (VERSION, version("datatrove")))
if PUNCTUATION_SET != set(PUNCTUATION) | TERMINAL_PUNCTUATION:
    raise SystemExit("PUNCTUATION_SET holds more than the other two")
with open(sys.argv[1], "w", encoding="ascii") as f:
    f.write("# datatrove %s; made by datatrove_characters.py, see datatrove-characters.md\n" % VERSION)
    f.write("punctuation %s\nterminal %s\n" % (ranges(PUNCTUATION), ranges(TERMINAL_PUNCTUATION)))
