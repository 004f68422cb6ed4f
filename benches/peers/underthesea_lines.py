"""Segments standard input with underthesea, line for line."""

import sys

from underthesea import word_tokenize

for line in sys.stdin:
    sys.stdout.write(word_tokenize(line.rstrip("\n"), format="text") + "\n")
