"""``python -m docanalyzer``: the command line where no script is on the path."""

from docanalyzer.cli import main

if __name__ == "__main__":
    main()
