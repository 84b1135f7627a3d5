"""The program, saving more often than it does."""

SAVING_OFTEN = """
import sys
from nn_tui.cli.main import main
from nn_tui.debugger.saving import keeper

keeper._SECONDS_BETWEEN = 0.2
sys.exit(main(sys.argv[1:]))
"""
"""Code for `running`: what would come after five seconds is not waited for."""
