"""Runs glance-api or glance-manage: glance-command.py api|manage [argument...]

Debian keeps these commands in packages that set up system services; the code behind them is in python3-glance.
"""

import importlib
import sys

command = sys.argv.pop(1)
sys.argv[0] = f'glance-{command}'
sys.exit(importlib.import_module(f'glance.cmd.{command}').main())
