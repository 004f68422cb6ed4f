#!/bin/sh
# Installs the tools that chinhluan is compared with into a Python environment of their own: install.sh FOLDER
set -eu
python3 -m venv "$1"
"$1/bin/pip" install --quiet pyvi==0.1.1 underthesea==9.5.0 rensa==0.5.0 datasketch==2.0.0 gaoya==0.2.2
