#!/usr/bin/env bash
# Two double metaphones of one surname: which letters does each still hear?
#
# doublemetaphone 1.2 (PyPI, C++) leaves out letters that are not ASCII, even the first:
# Škoda sounds as Koda, Çelik and Łukasz begin with their second letter, and Ğ alone says
# nothing. Metaphone 0.6 (PyPI, Python) hears most of them as their plain letters, but
# still loses Ł. Without accents they differ, too: where there is one code, doublemetaphone
# repeats it and Metaphone has "" in its place; O'Neil is ANL for one and AANL for the
# other, and of Smith-Jones Metaphone hears a J after a hyphen as T-H.
#
# For the product: names are romanised before they are coded, codes of two packages are
# never compared, and "" is no code that two names can share.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    doublemetaphone==1.2 Metaphone==0.6

cat > compare.py <<'PYTHON'
import sys

from doublemetaphone import doublemetaphone
from metaphone import doublemetaphone as metaphone

EXPECTED = {
    "Škoda": (("KT", "KT"), ("SKT", "")),
    "Skoda": (("SKT", "SKT"), ("SKT", "")),
    "Koda": (("KT", "KT"), ("KT", "")),
    "Çelik": (("LK", "LK"), ("SLK", "")),
    "Ørsted": (("RSTT", "RSTT"), ("RSTT", "")),
    "Łukasz": (("KS", "KX"), ("KS", "KX")),
    "Lukasz": (("LKS", "LKX"), ("LKS", "LKX")),
    "Ğ": (("", ""), ("K", "")),
    "O'Neil": (("ANL", "ANL"), ("AANL", "")),
    "Smith-Jones": (("SM0JNS", "XMTJNS"), ("SM00NS", "XMTTNS")),
}
changed = False
for name, expected in EXPECTED.items():
    found = doublemetaphone(name), metaphone(name)
    print(f"{name:12}", *found)
    if found != expected:
        print(f"changed: {name}", file=sys.stderr)
        changed = True
sys.exit(changed)
PYTHON
python3 --version
venv/bin/python compare.py
