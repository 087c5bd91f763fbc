# Thin verbs: each calls one script, which can be run without make just as well.
.DEFAULT_GOAL := help
.PHONY: help setup run run-full test lint format bench fuzz clean

help: ## Lists the verbs.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs what is missing: system packages, then the cross-checks' Python packages.
	@scripts/setup

run: ## Closes and verifies Pilot 1's demonstration, then observes the made-up network.
	@scripts/run

run-full: ## The same, with every question of the network's pilot over TLS.
	@scripts/run --full

test: ## Runs every check, as CI does.
	@scripts/test

lint: ## Says where the format differs from the house's.
	@scripts/lint

format: ## Rewrites the sources in the house's format.
	@scripts/format

bench: ## Measures closes at the design point against its peers.
	@scripts/bench

fuzz: ## Feeds the decoders hostile bytes.
	@scripts/fuzz

clean: ## Removes what the other verbs made.
	@rm -rf .build .build-* .venv .venv-akash .venv-cosmpy .venv-secret var
