"""Write a new migration from what the models say: `make migration m="add cases"`."""

import sys

from cxgame import migrate

if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make migration m="add cases"')
    migrate.upgrade()
    migrate.make_revision(sys.argv[1].strip())
