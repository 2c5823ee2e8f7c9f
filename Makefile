# The product's commands. `make run` and `make test` set up everything they need.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# uv from the path, or one of our own from PyPI (no other place to fetch from is needed).
UV := $(shell command -v uv 2>/dev/null || echo var/tools/bin/uv)
# Rasa needs Python 3.10. pyenv hides the versions that are not active: look where it keeps them.
PYENV_310 := $(lastword $(sort $(wildcard $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions/3.10*/bin/python3.10)))
PYTHON_310 := $(or $(PYENV_310),3.10)
# The interpreter that is active, when it is new enough; else one that uv finds.
PYTHON_APP := $(or $(shell python3 -c 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")' 2>/dev/null),3.11)
PYTHON := .venv/bin/python
BOT_PYTHON := bot/.venv/bin/python
NPM := PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix web

# The folder of public data sets for `make bench-nlu`; bench/nlu_data.py says where each can be obtained.
DATASETS ?=

export RASA_TELEMETRY_ENABLED := false
export PYTHONPATH := $(CURDIR)

.PHONY: help run test check doctor bench bench-knowledge bench-surveys bench-nlu bench-dialogues setup web model thresholds test-app test-bot test-dialogues test-browser test-web types clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: setup web model ## Set up and start everything in this terminal
	@$(PYTHON) -m api.start

# The assistant's tests take one core, and so do the scripted customers: two kinds at a time. A browser waits for what
# happens by itself, so that nothing runs beside it.
test: setup web model test-app ## Set up and run every test
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-bot test-dialogues test-web
	@$(MAKE) --no-print-directory test-browser

test-app: setup ## Unit and edge tests of the app (no Rasa needed)
	OMP_NUM_THREADS=1 $(PYTHON) -m pytest tests/unit tests/edge -n auto

test-bot: setup model ## The assistant: components, stories, understanding
	OMP_NUM_THREADS=1 $(BOT_PYTHON) -m pytest -c bot/pytest.ini tests/bot
	$(BOT_PYTHON) -m bot.model test

test-dialogues: setup web model ## Scripted customers against the whole product, without a browser
	$(PYTHON) -m pytest tests/dialogues

test-web: web ## The pages' own unit tests
	$(NPM) test

test-browser: setup web model ## The whole product in a real browser
	@command -v chromium >/dev/null || { echo "Chromium is missing. Install it with: apt-get install chromium fonts-noto-cjk"; exit 1; }
	$(PYTHON) -m pytest tests/browser

check: setup web ## Lint, types, boundaries, training data
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy crm airline hotel shop api actions bench
	.venv/bin/mypy --config-file bot/pyproject.toml bot
	.venv/bin/lint-imports
	$(NPM) run check
	@set -o pipefail; $(PYTHON) -m api.openapi | $(NPM) run --silent types -- --check
	$(BOT_PYTHON) -m bot.model validate

types: .venv/.ready web/node_modules/.ready ## Make the pages' types from the HTTP surface
	@set -o pipefail; $(PYTHON) -m api.openapi | $(NPM) run --silent types

doctor: ## Say what is wrong on this machine, and what to do about it
	@$(PYTHON) -m api.doctor

bench: setup web model ## Turns per second against a stock Rasa, in one run
	$(PYTHON) -m bench.turns

bench-knowledge: setup ## How often the passage that answers is found; the product must be running (make run)
	$(PYTHON) -m bench.knowledge

bench-surveys: setup ## Reports of a million answers, and how often their intervals hold the truth
	$(PYTHON) -m bench.survey_reports speed
	$(PYTHON) -m bench.survey_reports speed --postgresql
	$(PYTHON) -m bench.survey_reports coverage

bench-dialogues: setup web model ## How many scripted customers reach their goal
	$(PYTHON) -m bench.dialogues

# More options: make bench-nlu DATASETS=../datasets ARGUMENTS="--sets own --systems ours"
bench-nlu: bot/.venv/.ready ## Understanding against stock Rasa; DATASETS=folder adds public sets
	$(BOT_PYTHON) -m bench.nlu --datasets "$(DATASETS)" $(ARGUMENTS)

setup: .venv/.ready bot/.venv/.ready

web: web/dist/.ready ## Build the pages

model: bot/.venv/.ready ## Train the assistant if no model fits the data
	@$(BOT_PYTHON) -m bot.model train

thresholds: bot/.venv/.ready ## Derive from which confidence on the assistant acts, after sentences changed
	@$(BOT_PYTHON) -m bot.model thresholds

clean: ## Remove everything that was built (keeps var/: your data)
	rm -rf .venv bot/.venv web/node_modules web/types/node_modules web/dist models/*.tar.gz

var/tools/bin/uv:
	@echo "Fetching uv from PyPI …"
	@python3 -m pip --version >/dev/null 2>&1 || { echo "pip is missing. Install it with: apt-get install python3-pip"; exit 1; }
	@python3 -m pip install --quiet --target var/tools uv

.venv/.ready: pyproject.toml uv.lock | $(filter var/%,$(UV))
	@echo "Setting up the app's environment …"
	@$(UV) sync --quiet --frozen --python $(PYTHON_APP)
	@touch $@

bot/.venv/.ready: bot/pyproject.toml bot/uv.lock | $(filter var/%,$(UV))
	@echo "Setting up the assistant's environment (Rasa; about a gigabyte on first use) …"
	@$(UV) sync --quiet --frozen --project bot --python $(PYTHON_310)
	@$(BOT_PYTHON) -m bot.e5_weights
	@touch $@

web/node_modules/.ready: web/package.json web/types/package.json web/package-lock.json .venv/.ready
	@echo "Installing what the pages are built with …"
	@$(NPM) ci --silent
	@touch $@

web/dist/.ready: web/node_modules/.ready $(shell find web -not -path '*/node_modules*' -not -path '*/dist*' -type f 2>/dev/null)
	@echo "Building the pages …"
	@$(NPM) run build --silent
	@touch $@
