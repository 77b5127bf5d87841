"""`python -m cxgame`: the command line."""

from cxgame.cli import main

if __name__ == "__main__":
    main()
