"""`python -m xr2ct_core.cli`: the command line where the script `xr2ct` is not on the path, as under torchrun."""

import sys

from xr2ct_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
