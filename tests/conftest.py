"""Owns what holds for every test: no screen, no network, no unexpected warning in the log."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import socket
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt, and whatever the desktop of this machine: a test must not flash windows.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The same examples on every machine and no time limit, per example or for making them: a slow machine is not a defect.
# `--hypothesis-profile=search` looks for new examples instead.
settings.register_profile(
    "ci", max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("ci")


@pytest.fixture(autouse=True, scope="module")
def earlier_modules_at_rest() -> None:
    """What stays for the whole session (forms, catalogues) is not gone through again at every collection of garbage."""
    # What is only waiting to be collected must not be kept with it.
    gc.collect()
    gc.freeze()


class NetworkBlockedError(AssertionError):
    """A test, or the program under test, tried to leave this machine."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "allow_log(*loggers): warnings and errors in the log are expected, from these loggers or from any",
    )
    config.addinivalue_line("markers", "long: takes its time; runs where JUESUAN_LONG is set")
    config.addinivalue_line("markers", "sampled(n): n of its cases, spread evenly; all where JUESUAN_LONG is set")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite that guards every change ends within ten minutes; JUESUAN_LONG=1 runs all of it."""
    if os.environ.get("JUESUAN_LONG"):
        return
    left_out = {item for item in items if item.get_closest_marker("long")} | _beyond_the_sample(items)
    if left_out:
        config.hook.pytest_deselected(items=sorted(left_out, key=lambda item: item.nodeid))
        items[:] = [item for item in items if item not in left_out]


def _beyond_the_sample(items: list[pytest.Item]) -> set[pytest.Item]:
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sampled"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left_out: set[pytest.Item] = set()
    for same in cases.values():
        marker = same[0].get_closest_marker("sampled")
        assert marker is not None
        wanted = marker.args[0]
        # The first and the last are among them; asked for by name, a single case runs.
        step = max(len(same) - 1, 1) / max(wanted - 1, 1)
        kept = {round(number * step) for number in range(wanted)}
        left_out |= {item for number, item in enumerate(same) if number not in kept}
    return left_out


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _is_allowed(record: logging.LogRecord, marker: pytest.Mark | None) -> bool:
    if marker is None:
        return False
    return not marker.args or any(f"{record.name}.".startswith(f"{name}.") for name in marker.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fails a test during which something was logged at WARNING or above."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        result = yield
    finally:
        root.removeHandler(collector)
    marker = item.get_closest_marker("allow_log")
    unexpected = [record for record in collector.records if not _is_allowed(record, marker)]
    if unexpected:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in unexpected]
        pytest.fail("unexpected in the log:\n" + "\n".join(lines), pytrace=False)
    return result


def _is_local(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program works without a network, so a connection to elsewhere is a defect."""

    def guarded(method: str) -> Any:
        original = getattr(socket.socket, method)

        def call(self: socket.socket, *arguments: Any) -> Any:
            # sendto takes the address last, the others take nothing else.
            if not _is_local(self.family, arguments[-1]):
                raise NetworkBlockedError(f"{method} to {arguments[-1]!r}")
            return original(self, *arguments)

        return call

    for method in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, method, guarded(method))

    look_up = socket.getaddrinfo

    def look_up_locally(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_local(socket.AF_INET, (host,)):
            raise NetworkBlockedError(f"look-up of {host!r}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_locally)
