"""JupyterLab, and a page of a real browser that looks at it: what the browser tests and the benchmark share."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCREENSHOTS = ROOT / "tests" / "browser" / "screenshots"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
LAB_SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # else cells off the screen are detached
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},  # its toast covers a corner
}


@dataclass(frozen=True)
class Lab:
    """A running server: the folder that it serves, and its address."""

    folder: Path
    address: str
    token: str

    def url(self, path: str) -> str:
        return f"{self.address}/{path}?token={self.token}"


class LabError(RuntimeError):
    """JupyterLab does not start, or a cell that should run fails."""


def chromium_path() -> str | None:
    """Where Chromium is among the programs; None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@contextmanager
def headless(path: str) -> Iterator:
    """A headless Chromium, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(home: Path, articles: Path | None = None) -> Iterator[Lab]:
    """JupyterLab on the folder ``home/notebooks``, with all its own folders in ``home``; ended also by SIGTERM.

    The notebooks show ``articles``, by default the sample corpus where it lies.
    """
    for plugin, settings in LAB_SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Lab(home / "notebooks", f"http://127.0.0.1:{port}", secrets.token_hex(16))
    with open(home / "server.log", "wb") as log:
        server = subprocess.Popen(
            _command(port, running), env=_environment(home, articles), stdout=log, stderr=log, start_new_session=True
        )

    def on_sigterm(*_: object) -> None:  # by itself SIGTERM skips every `finally`
        _stop(server)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, on_sigterm)
    try:
        _await_server(running, server, home / "server.log")
        yield running
    finally:
        _stop(server)
        signal.signal(signal.SIGTERM, before)


def _command(port: int, running: Lab) -> list[str]:
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--expose-app-in-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={running.token}",
        f"--ServerApp.root_dir={running.folder}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def _environment(home: Path, articles: Path | None) -> dict[str, str]:
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "FIGURES": "figures",
        "REPORTS": "reports",
    }
    kept = {**os.environ, "ARTICLES": str(articles or "")}  # empty: the sample corpus
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**kept, **{name: str(home / part) for name, part in own.items()}, "PYTHONPATH": path}


def _await_server(running: Lab, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(running.url("api/status"), timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise LabError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(server: subprocess.Popen) -> None:
    """End the server and, through its process group, everything that it started."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, ending)
            server.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


class LabPage:
    """One browser page on one notebook, at one width."""

    def __init__(self, browser, lab: Lab, notebook: str, width: int = 1280, height: int = 900):
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(90_000)
        self.page.goto(lab.url(f"lab/workspaces/{notebook.split('.')[0]}-{width}/tree/{notebook}"))
        self.page.wait_for_selector(".jp-NotebookPanel")
        # The indicator says "idle" before there is any kernel, so the session is asked.
        session = "window.jupyterapp.shell.currentWidget?.sessionContext"
        self.page.wait_for_function(f"{session}?.isReady && {session}.session?.kernel?.status === 'idle'")
        if self.page.locator("#jp-left-stack").is_visible():
            self.command("application:toggle-left-area")

    def command(self, name: str, **arguments: object) -> None:
        """Give JupyterLab a command, not waiting for its end (run-all ends only when all cells have)."""
        self.page.evaluate("([name, args]) => { window.jupyterapp.commands.execute(name, args) }", [name, arguments])

    def run_all(self, until: str) -> None:
        """Run every cell until the JavaScript condition holds; a cell that fails raises LabError with its traceback."""
        self.command("notebook:run-all-cells")
        error = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
        self.page.wait_for_function(f"document.querySelector(`{error}`) || ({until})", timeout=360_000)
        if self.page.locator(error).count():
            raise LabError(self.page.locator(error).first.inner_text())

    def theme(self, name: str) -> None:
        """Change to "JupyterLab Light" or to "JupyterLab Dark", and wait until no colour changes any more."""
        self.command("apputils:change-theme", theme=name)
        light = str(name.endswith("Light")).lower()
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
        self.page.wait_for_function("document.getAnimations().every((one) => !(one instanceof CSSTransition))")

    def photograph(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
