# The seminar's task file. `make seminar` and `make test` are all most people need.
# Every target makes or refreshes .venv first; nothing has to be activated.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help setup seminar book test lint lock release instructor clean

help:            ## list the targets
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/'

setup:           ## make .venv from requirements.lock (only when something changed)
	@$(PYTHON) tools/setup.py

seminar: setup   ## build the book and serve the whole seminar (PORT=8000)
	@$(BIN)/gxd seminar --port $(PORT)

book: setup      ## build the participants' book into _build/html
	@$(BIN)/gxd book html

instructor: setup ## build the instructor's guide into _build/instructor
	@$(BIN)/gxd book instructor

release: setup   ## make exercises/ from solutions/
	@$(BIN)/gxd class release

test: setup lint ## everything that has to hold: lint, build, tests, browser
	@$(BIN)/gxd book html
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --durations 60

lint: setup      ## ruff, import contracts, types, spelling
	@$(BIN)/ruff check --no-cache . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-cache && $(BIN)/mypy && $(BIN)/codespell

lock: setup      ## resolve the newest versions into requirements.lock
	@$(BIN)/python -m uv pip compile pyproject.toml --extra seminar --group dev --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --upgrade --quiet --output-file requirements.lock

clean:           ## remove everything that was built (not the gradebook)
	@rm -rf .venv _build book/_offline/node_modules book/_offline/vendor
