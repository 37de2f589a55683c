"""reberth.exe."""

from reberth.cli.main import run

if __name__ == "__main__":
    run()
