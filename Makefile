# What one can do here. Everything installs what it needs first; all it takes is make and Python 3.11 or later.

PYTHON ?= python3
INSTALLED := .venv/bin/python
RUNTIME := tools/install.py requirements.lock $(if $(MEDIA_S3_BUCKET),requirements-s3.lock)
MEASURING := tools/install.py requirements.lock requirements-bench.lock
DEVELOPMENT := tools/install.py requirements.lock requirements-dev.lock

.PHONY: run test check format messages lock bench python

run: python  ## everything a fresh clone needs, and the site
	@exec $(PYTHON) $(RUNTIME) -- manage.py serve

test: python  ## everything a fresh clone needs, and every test
	@$(PYTHON) $(DEVELOPMENT) -- tools/browser.py
	@exec $(INSTALLED) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: python  ## linters, types, import rules, migrations, translations
	@exec $(PYTHON) $(DEVELOPMENT) -- tools/check.py

format: python  ## put code and templates in house style
	@exec $(PYTHON) $(DEVELOPMENT) -- tools/check.py --repair

messages: python  ## collect and compile texts to translate
	@exec $(PYTHON) $(DEVELOPMENT) -- tools/messages.py

lock: python  ## pin the dependencies anew
	@exec $(PYTHON) $(DEVELOPMENT) -- tools/lock.py

bench: python  ## measure, with N cases (make bench N=100000), as ratios to limits of the same run
	@exec $(PYTHON) $(MEASURING) -- -m bench $(or $(N),1000)

python:
	@command -v "$(PYTHON)" >/dev/null || { echo "wijk needs Python 3.11 or later; there is no $(PYTHON) here." >&2; exit 1; }
