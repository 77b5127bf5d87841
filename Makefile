# Two commands do it all: `make run` and `make test`. Without make, see README.md.
PYTHON ?= python3
# What pytest rewrites is kept from one run to the next, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
VENV = .venv
RUN = $(VENV)/bin/python
# What speaks to the database; everything else runs on SQLite alone.
ON_POSTGRESQL = $(addprefix tests/,people standards feedback learning game boards direction thread insight notices schedule jobs test_stories.py)

.PHONY: run test check format bench soak shots messages migration clean

run: $(VENV)/run
	@$(RUN) -m cxgame serve

test: $(VENV)/dev
	$(RUN) -m pytest -n auto -m "not browser and not slow"
	$(RUN) -m pytest -n auto -m "not browser and not slow" --database postgresql $(ON_POSTGRESQL)
	$(RUN) -m pytest -n auto --database postgresql tests/boards/test_any_order.py
	$(RUN) -m pytest -n auto --dist loadfile -m "slow and not browser"
	$(RUN) -m pytest -n auto --dist loadgroup --no-loadscope-reorder -m browser

check: $(VENV)/dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/dev
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/dev
	$(RUN) -m benchmarks

soak: $(VENV)/dev
	CXGAME_SOAK=1 $(RUN) -m pytest -s -m "(slow or hypothesis) and not browser"

shots: $(VENV)/dev
	$(RUN) -m scripts.shots

messages: $(VENV)/dev
	$(RUN) -m scripts.messages

migration: $(VENV)/dev
	$(RUN) -m scripts.migration "$(m)"

clean:
	rm -rf $(VENV) shots .pytest_cache .mypy_cache .ruff_cache

$(VENV)/run: requirements.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev: requirements.txt requirements-dev.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $(VENV)/run $@
