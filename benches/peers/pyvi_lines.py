"""Segments standard input with pyvi, line for line."""

import sys

from pyvi import ViTokenizer

for line in sys.stdin:
    sys.stdout.write(ViTokenizer.tokenize(line.rstrip("\n")) + "\n")
