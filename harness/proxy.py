"""A real nginx before several servers, as `deploy/nginx.conf` sets it up."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from harness.serving import ROOT, free_port


def find_nginx() -> str | None:
    """Return the path of the machine's nginx, if there is one."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def install_nginx() -> None:
    """Try the package manager where it may install."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
        install = ["apt-get", "install", "--yes", "--quiet", "nginx-light"]
        subprocess.run(install, check=False)


@contextmanager
def running_nginx(servers: Sequence[str]) -> Iterator[str]:
    """Run nginx before the servers at these addresses; give its own address."""
    executable = find_nginx()
    assert executable, "there is no nginx on this machine"
    port = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    replicas = "".join(
        f"server {urlsplit(server).netloc} max_fails=1 fail_timeout=5s;\n"
        for server in servers
    )
    text = re.sub(r"(?:\s*server digit-lab-\d:8501 [^\n]*\n)+", "\n" + replicas, text)
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # its workers are somebody else's
        text = text.replace("/tmp/nginx", f"{folder}/nginx")
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(text)
        process = subprocess.Popen(
            [executable, "-c", str(configuration), "-g", "daemon off;"],
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("nginx did not start") from None
            time.sleep(0.1)


if __name__ == "__main__":
    if not find_nginx():
        install_nginx()
    print(f"Proxy for the tests: {find_nginx() or 'NONE, they will be skipped'}")
