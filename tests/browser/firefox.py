"""Firefox, driven by its protocol Marionette: `length:[0, number, command, what]`."""

import base64
import json
import os
import socket
import subprocess
import time

PREFERENCES = {
    "marionette.port": 0,  # any free one
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
PATIENCE = 60.0  # seconds


class Firefox:
    """A browser with one page."""

    def __init__(self, program, folder):
        self.folder = folder
        wanted = {**PREFERENCES, "browser.download.dir": str(folder)}
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in wanted.items())
        (folder / "user.js").write_text("".join(lines), "utf-8")
        arguments = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(arguments, env={**os.environ, "HOME": str(folder)}, **quiet)
        self.socket = socket.create_connection(("127.0.0.1", self.port()), timeout=PATIENCE)
        self.stream = self.socket.makefile("rb")
        self.number = 0
        self.receive()
        self.send("WebDriver:NewSession", strictFileInteractability=True)

    def port(self):
        """The port that the browser chose; it writes it into its folder."""
        file = self.folder / "MarionetteActivePort"
        until = time.monotonic() + PATIENCE
        while not file.exists() or not file.read_text():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("Firefox did not start")
            time.sleep(0.1)
        return int(file.read_text())

    def receive(self):
        digits = b""
        while not digits.endswith(b":"):
            digits += self.stream.read(1)
        return json.loads(self.stream.read(int(digits[:-1])))

    def send(self, command, **what):
        self.number += 1
        message = json.dumps([0, self.number, command, what]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result

    def visit(self, path, address=""):
        """Open a page from disk, and wait until it is ready or says why it is not."""
        self.send("WebDriver:Navigate", url="about:blank")
        self.send("WebDriver:Navigate", url=f"{path.as_uri()}{address}")
        self.run(
            """const { dataset } = document.documentElement;
            while (!dataset.ready && !dataset.trouble)
                await new Promise((done) => setTimeout(done, 20));"""
        )

    def run(self, script):
        """What the body of an asynchronous function returns in the page."""
        body = f"return (async () => {{ {script} }})()"
        return self.send("WebDriver:ExecuteScript", script=body, args=[])["value"]

    def press(self, *keys):
        pressed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.send(
            "WebDriver:PerformActions", actions=[{"type": "key", "id": "k", "actions": pressed}]
        )

    def resize(self, width, height):
        self.send("WebDriver:SetWindowRect", width=width, height=height)

    def pdf(self):
        return base64.b64decode(self.send("WebDriver:Print", background=True)["value"])

    def screenshot(self):
        return base64.b64decode(self.send("WebDriver:TakeScreenshot", full=False)["value"])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(PATIENCE)
