#!/bin/sh
# Installs the tools that chinhluan is compared with into a Python environment of their own: install.sh FOLDER
set -eu
python3 -m venv "$1"
"$1/bin/pip" install --quiet pyvi==0.1.1 underthesea==9.5.0
