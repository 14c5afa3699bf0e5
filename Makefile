# The commands of the project. `make` alone lists them.
# Set-up steps leave stamps, so that a second run does only what a changed lock asks for.

VENV    := .venv
BIN     := $(VENV)/bin
PYTHON  := $(BIN)/python
PORT    ?= 8000
WORKERS ?= auto
CASES   ?= 1000000
SEED    ?= 1
FIRST   ?= 0
ROUNDS  ?= 3
TAPLO   := --config .vscode/taplo.toml
SPELLING := docs/spelling
CSPELL  := node $(SPELLING)/node_modules/cspell/bin.mjs lint --no-progress --no-summary --config

export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What a machine's own settings could redirect: the installs must land in the virtual environment, as locked.
export PIP_USER := 0
export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PIP_REQUIREMENT PIP_NO_BINARY

# A virtual environment whose interpreter has gone, or is too old, is made again. Its own is judged, whatever PYTHON says.
ifneq ($(wildcard $(VENV)/made),)
ifneq ($(shell $(BIN)/python -c 'import sys; print(sys.version_info >= (3, 12))' 2>/dev/null),True)
$(shell rm -rf $(VENV))
endif
endif

.DEFAULT_GOAL := help
.PHONY: help setup serve build check tidy spelling test fuzz bench audit mutants lock clean

help:  ## List these commands
	@echo "make <command>:"
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  \1	\2/p' $(MAKEFILE_LIST)

setup: $(VENV)/package node_modules/installed  ## Install all that the project needs into .venv and node_modules

serve: setup  ## Build both languages, serve them on 127.0.0.1:8000 and reload at each change (PORT=8001 for another port)
	@$(PYTHON) -m playbook_sim.site serve --port $(PORT)

build: setup  ## Write the deployable site into site/ (PLAYBOOK_SITE_URL=https://… says where it will live)
	@$(PYTHON) -m playbook_sim.site build

check: setup  ## The quick checks, in well under a minute: code, imports, layout, rulebook, translations, spelling, workflows
	ruff check .
	@ruff format --check --quiet . || \
	    { echo "Only the layout of the Python files above differs, in the lines shown. This mends it: make tidy"; exit 1; }
	lint-imports
	$(PYTHON) -m playbook_sim check
	taplo lint $(TAPLO)
	@taplo format --check --diff $(TAPLO) 2> /dev/null || \
	    { echo "Only the layout of the files above differs, in the lines shown. This mends it: make tidy"; exit 1; }
	@$(MAKE) --no-print-directory spelling
	zizmor --offline --quiet --min-severity medium .github

tidy: setup  ## Lay the TOML and Python files out as they all are
	@taplo format $(TAPLO) 2> /dev/null
	@ruff format --quiet .

spelling: $(SPELLING)/node_modules/installed  ## Check the spelling of pages and rulebook in both languages
	@$(CSPELL) $(SPELLING)/pages.json
	@$(CSPELL) $(SPELLING)/toml.en.json
	@$(CSPELL) $(SPELLING)/toml.it.json

test: setup $(SPELLING)/node_modules/installed  ## Run every check of the project
	ruff check .
	ruff format --check --quiet .
	lint-imports
	$(PYTHON) -m playbook_sim.site build
	$(PYTHON) -m playbook_sim.site programs
	pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal

bench: build benchmarks/node_modules/installed  ## Measure speed and weight beside other ways to run Python in a page (ROUNDS=5 for more rounds)
	@$(PYTHON) -m benchmarks --rounds $(ROUNDS)

audit: setup  ## Ask the registries whether a locked package has a known vulnerability (needs their advisory services)
	@$(PYTHON) -m playbook_sim.site audit

mutants: $(VENV)/mutants  ## Change the engine in thousands of small ways and see that a test notices each (half an hour; the next run only what changed)
	nice -n 19 $(PYTHON) tests/mutants $(GROUPS)

fuzz: setup  ## Try random cases on all cores (CASES=1000000 SEED=1 FIRST=0), then 10,000 in CPython and Pyodide alike
	PYTHONPATH=tests $(PYTHON) -m fuzzing --cases $(CASES) --seed $(SEED) --first $(FIRST)
	pytest tests/test_parity.py

lock: setup  ## Bring requirements.txt and package-lock.json up to date with pyproject.toml and package.json
	uv pip compile --quiet --upgrade --group pyproject.toml:dev --generate-hashes --universal --python-version 3.12 \
	    --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.txt
	uv pip compile --quiet --upgrade --group pyproject.toml:mutants --constraint requirements.txt --generate-hashes --universal \
	    --python-version 3.12 --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --output-file tests/mutants/requirements.txt
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund

clean:  ## Remove what the build wrote (not the installed tools)
	rm -rf site .cache

$(VENV)/made:
	@python=$$(sh playbook_sim/site/find_python.sh) && \
	    echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/requirements: requirements.txt $(VENV)/made
	@echo "Installing the locked Python packages"
	@$(PYTHON) -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/mutants: tests/mutants/requirements.txt $(VENV)/package
	@echo "Installing what makes mutants"
	@$(PYTHON) -m pip install --quiet --require-hashes --requirement tests/mutants/requirements.txt
	@touch $@

$(VENV)/package: pyproject.toml $(VENV)/requirements
	@$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/installed: package-lock.json package.json $(VENV)/requirements
	@echo "Installing the locked npm packages"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

benchmarks/node_modules/installed: benchmarks/package-lock.json benchmarks/package.json $(VENV)/requirements
	@echo "Installing what the simulator is measured against"
	@cd benchmarks && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(SPELLING)/node_modules/installed: $(SPELLING)/package-lock.json $(SPELLING)/package.json $(VENV)/requirements
	@echo "Installing what checks the spelling"
	@cd $(SPELLING) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
