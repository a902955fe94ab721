# The two commands of the README are `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEV_INSTALLED := $(VENV)/.installed-dev
VENDOR := dashboard/web/assets/vendor/.made
NODE_INSTALLED := node_modules/.installed
BIOME := $(BIN)/node node_modules/@biomejs/biome/bin/biome
TSC := $(BIN)/node node_modules/typescript/bin/tsc

# Bytecode is kept, whatever the shell says: without it each process that a test begins compiles all of the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo serve wheel lock test compiled check format bench load attack operate audit looks screenshots golden chaos clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(INSTALLED): requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_INSTALLED): $(INSTALLED) requirements-dev.lock requirements-s3.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock -r requirements-s3.lock
	@touch $@

$(VENDOR): $(INSTALLED) building/browser_files.py
	$(BIN)/python -m building.browser_files
	@touch $@

# What checks the browser's code. Both packages name their only dependency, a program for the machine, by its version.
$(NODE_INSTALLED): $(INSTALLED) package.json
	$(BIN)/npm install --silent --no-package-lock --ignore-scripts --no-audit --no-fund
	@touch $@

install: $(INSTALLED) $(VENDOR) ## Install Länspuls into .venv

demo: install ## Show everything on embedded demo data in a browser
	$(BIN)/lanspuls demo

serve: install ## Show the data in ./data
	$(BIN)/lanspuls serve

wheel: install ## Build the wheel into build/wheel: the same bytes from the same commit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m pip wheel --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --wheel-dir build/wheel .

lock: $(INSTALLED) ## Write the locks anew from their versions, with the hashes of every file; change a version there first
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for name in requirements requirements-build requirements-dev requirements-s3; do \
		mkdir -p build && cp $$name.lock build/$$name.in && $(BIN)/uv pip compile build/$$name.in --quiet --generate-hashes \
			--no-deps --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 -o $$name.lock || exit 1; \
	done

test: $(DEV_INSTALLED) $(VENDOR) $(NODE_INSTALLED) ## Run all tests (what CI runs)
	@$(MAKE) --no-print-directory --jobs 2 check compiled
	$(BIN)/python -m pytest -q -n 4 --dist loadfile

# What each of pytest's processes would compile for itself, once: beside the check of types, which takes one processor. What
# cannot be imported is told when the tests run.
compiled: $(DEV_INSTALLED) $(VENDOR)
	$(BIN)/python -m compileall -q loaders dashboard building tests lanspuls.py
	-@$(BIN)/python -m pytest -qqq --collect-only > /dev/null 2>&1

check: $(DEV_INSTALLED) $(NODE_INSTALLED) ## Format, lint and type checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIOME) check --error-on-warnings
	$(TSC) --project .

format: $(DEV_INSTALLED) $(NODE_INSTALLED) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIOME) check --write

bench: $(DEV_INSTALLED) ## Measure speed, memory and calls beside peers; fails if a bound is broken
	$(BIN)/python -m tests.bench

load: $(DEV_INSTALLED) $(VENDOR) ## Let 200 and 1 000 visitors loose beside an ordinary Dash app; fails if a bound is broken
	$(BIN)/python -m tests.load

attack: $(DEV_INSTALLED) $(VENDOR) ## Attack a running server: hostile requests, connections, visitors; fails if a bound is broken
	$(BIN)/python -m tests.attack

operate: $(DEV_INSTALLED) $(VENDOR) ## Run it as those do who operate it: workers, a wheel, nginx, systemd; fails if a bound is broken
	$(BIN)/python -m tests.operate

looks: $(DEV_INSTALLED) $(VENDOR) ## Look at every page, way and state in a browser; fails if one cannot be seen, read or reached
	$(BIN)/python -m tests.looks

screenshots: $(DEV_INSTALLED) $(VENDOR) ## Pictures of all pages into build/screenshots, those of the help into docs/pictures
	$(BIN)/python -m tests.screenshots

golden: $(DEV_INSTALLED) $(VENDOR) ## Write down all that is shown; AGAINST=REF tells how it differs from a commit's
	$(BIN)/python -m tests.golden_pages $(if $(AGAINST),--against $(AGAINST))

audit: $(DEV_INSTALLED) ## Recompute every default sentence and table from the exports; fails if one disagrees
	$(BIN)/python -m tests.audit

chaos: $(DEV_INSTALLED) ## Damage, lose, fill, kill on purpose; fails if a figure is lost or false, or a fault not told
	$(BIN)/python -m tests.chaos

clean: ## Remove what make has built (never data)
	rm -rf $(VENV) build node_modules dashboard/web/assets/vendor
