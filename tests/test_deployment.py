"""What is deployed fits together, and what a container runs starts as it would there.

No container is built here: its files are those that it would have, they cannot be
written, and its own command runs with its own environment and without rights.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from harness.hostile import saved
from harness.proxy import find_nginx
from harness.serving import ROOT, free_port, running_process
from tests.asking import ask

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
KUBERNETES = list(
    yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text("utf-8"))
)
UPSTREAMS = re.findall(r"server ([\w-]+):(\d+) max_fails", NGINX)


def said(instruction: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, each time it is there."""
    return re.findall(rf"^\s*{instruction}\s+(.*)$", DOCKERFILE, re.MULTILINE)


def without_rights() -> list[str]:
    """Return what leads a command to run with no more rights than a file gives it."""
    if os.geteuid():
        return []
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that goes even if nobody may write what is in it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        yield path
        for inside in [path, *path.rglob("*")]:
            if inside.is_dir():
                inside.chmod(0o755)


def let_through() -> set[str]:
    """Return the names at the top that .dockerignore does not keep out."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    assert (lines[0], lines[-1]) == ("*", "**/__pycache__")
    assert all(line.startswith("!") for line in lines[1:-1])
    return {line[1:] for line in lines[1:-1]}


def fill(image: Path) -> None:
    """Copy what the Dockerfile copies, and let nobody write it."""
    for source, target in (copied.split() for copied in said("COPY(?! --from)")):
        assert source in let_through()
        if (ROOT / source).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, image / target, ignore=skipped)
        elif target != "/":  # the lock, which the packages here were installed from
            shutil.copy(ROOT / source, image / target)
    compiled = [sys.executable, "-m", "compileall", "-q", "."]
    subprocess.run(compiled, cwd=image, check=True)
    for path in [*image.rglob("*"), image]:
        path.chmod(0o555 if path.is_dir() else 0o444)


@pytest.mark.skipif(sys.platform != "linux", reason="containers are Linux")
def test_the_container_s_command_runs_where_nobody_can_write(folder):
    image, tmp, log = folder / "image", folder / "tmp", folder / "log"
    image.mkdir()
    tmp.mkdir()
    fill(image)
    write = [*without_rights(), "sh", "-c", f"echo >> {image}/app.py"]
    assert subprocess.run(write, capture_output=True).returncode, "it can be written"
    before = {path: path.stat().st_mtime_ns for path in image.rglob("*")}
    (environment,) = said("ENV")
    set_there = dict(item.split("=", 1) for item in environment.split())
    set_there["PATH"] = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    set_there["MPLCONFIGDIR"] = str(tmp / "matplotlib")
    alone = ["env", "-i", *(f"{name}={value}" for name, value in set_there.items())]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [*json.loads(said("CMD")[-1]), f"--server.port={port}"]
    with running_process(
        [*without_rights(), *alone, f"TMPDIR={tmp}", *command],
        address,
        folder=image,
        log=log,
    ):
        check = json.loads(said("HEALTHCHECK.*CMD")[0])
        check[-1] = check[-1].replace("8501", str(port))
        subprocess.run([sys.executable, *check[1:]], check=True)
        status, answer = ask(
            f"{address}/api/read", saved(Image.new("L", (9, 9)), "PNG")
        )
        assert (status, answer["lines"]) == (200, [])
    assert {path: path.stat().st_mtime_ns for path in image.rglob("*")} == before
    told = log.read_text("utf-8")
    assert "Traceback" not in told
    assert "digit_lab ready models=" in told


def test_the_image_is_pinned_hashed_and_nobody_s():
    assert all(re.match(r"python:3\.\d+\.\d+-slim", base) for base in said("FROM"))
    assert "--require-hashes" in DOCKERFILE
    assert "--only-binary :all:" in DOCKERFILE
    (user,) = said("USER")
    assert int(user.split(":")[0]) > 0


def test_replicas_of_compose_are_those_that_nginx_knows():
    replicas = {name for name, service in COMPOSE.items() if "build" in service}
    assert replicas == {name for name, _ in UPSTREAMS}
    assert {port for _, port in UPSTREAMS} == set(said("EXPOSE"))
    assert set(COMPOSE["nginx"]["depends_on"]) == replicas


@pytest.mark.parametrize("name", COMPOSE)
def test_services_of_compose_can_do_little_and_are_found_by_this_machine_alone(name):
    service = COMPOSE[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(mount.startswith("/tmp:size=") for mount in service["tmpfs"])
    published = service.get("ports", [])
    assert published == (
        ["${ADDRESS:-127.0.0.1}:${PORT:-8080}:8080"] if name == "nginx" else []
    )
    for volume in service.get("volumes", []):
        source, _, how = volume.split(":")
        assert (ROOT / source).is_file()
        assert how == "ro"


def of_kind(kind: str) -> dict[str, Any]:
    return {
        each["metadata"]["name"]: each["spec"]
        for each in KUBERNETES
        if each["kind"] == kind
    }


def test_services_of_kubernetes_are_those_that_nginx_knows():
    (replicas,) = of_kind("StatefulSet").values()
    first = replicas["ordinals"]["start"]
    pods = [f"digit-lab-{first + number}" for number in range(replicas["replicas"])]
    assert pods == [name for name, _ in UPSTREAMS]
    services = of_kind("Service")
    for pod in pods:
        selected = services[pod]["selector"]
        assert selected == {"statefulset.kubernetes.io/pod-name": pod}
        assert {str(port["port"]) for port in services[pod]["ports"]} == set(
            said("EXPOSE")
        )
    assert replicas["serviceName"] in services


@pytest.mark.parametrize("kind", ["StatefulSet", "Deployment"])
def test_pods_of_kubernetes_can_do_little(kind):
    for spec in of_kind(kind).values():
        pod = spec["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert not pod["automountServiceAccountToken"]
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"]
            assert not context["allowPrivilegeEscalation"]
            assert context["capabilities"]["drop"] == ["ALL"]
            assert "memory" in container["resources"]["limits"]
            assert "/tmp" in {each["mountPath"] for each in container["volumeMounts"]}


def test_what_kubernetes_asks_for_is_answered(server):
    (replicas,) = of_kind("StatefulSet").values()
    (container,) = replicas["template"]["spec"]["containers"]
    probes = [
        container[f"{kind}Probe"] for kind in ("startup", "readiness", "liveness")
    ]
    for probe in probes:
        with urllib.request.urlopen(server + probe["httpGet"]["path"]) as answer:
            assert answer.status == 200


def test_kustomize_takes_the_files_that_are_there():
    text = (ROOT / "deploy" / "kustomization.yaml").read_text("utf-8")
    kustomization = yaml.safe_load(text)
    (generated,) = kustomization["configMapGenerator"]
    for name in [*kustomization["resources"], *generated["files"]]:
        assert (ROOT / "deploy" / name).is_file()
    maps = [
        volume["configMap"]["name"]
        for spec in of_kind("Deployment").values()
        for volume in spec["template"]["spec"]["volumes"]
        if "configMap" in volume
    ]
    assert maps == [generated["name"]]


def test_nginx_keeps_the_files_that_never_change():
    (kept,) = re.findall(r"location ~ (\S+) \{", NGINX)
    folders = "static", "scripts", "images", "_stcore/bidi-components"
    for folder in folders:
        assert re.match(kept, f"/{folder}/name")


def test_nginx_accepts_its_configuration_as_nobody(folder):
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("there is no nginx on this machine; install nginx-light")
    text = NGINX.replace("/tmp/nginx", f"{folder}/nginx")
    for name, _ in UPSTREAMS:  # names are looked up at once
        text = text.replace(f"server {name}:", "server 127.0.0.1:")
    file = folder / "nginx.conf"
    file.write_text(text)
    folder.chmod(0o777)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    tried = subprocess.run(
        [
            *(nobody if not os.geteuid() else []),
            nginx,
            "-t",
            "-e",
            "stderr",
            "-c",
            file,
        ],
        capture_output=True,
        text=True,
    )
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
