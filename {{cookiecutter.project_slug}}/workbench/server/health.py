"""Ask whether the demo answers, for a container: ``python -m workbench.server.health``."""

import sys
import urllib.request

if __name__ == "__main__":
    try:
        urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=4).close()
    except OSError as error:
        sys.exit(f"error: the demo does not answer on port 8000: {error}")
