"""`python -m dispatch.embedded`: what ./run starts."""

import sys

from dispatch.embedded.supervisor import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
