"""``python -m playbook_sim``: the command line."""

from playbook_sim.cli import main

if __name__ == "__main__":
    main()
