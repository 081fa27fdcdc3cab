"""A reviewer at a workbench: a browser that sends the forms of its pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

HEADERS = {"origin": "http://127.0.0.1:8000"}


class Forms(HTMLParser):
    """The forms of a page: address and the values that a browser would send where nothing is touched."""

    def __init__(self, page):
        super().__init__()
        self.found, self._select, self._first = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.found.append((values["action"], []))
        elif tag == "input" and self.found and "name" in values:
            if values.get("type") != "checkbox" or "checked" in values:
                self.found[-1][1].append((values["name"], values.get("value", "")))
        elif tag == "select":
            self._select, self._first = values["name"], None
        elif tag == "option" and self._select:
            self._option = values
            if "value" in values:
                self._take(values["value"])

    def handle_data(self, data):
        if self._select and getattr(self, "_option", None) is not None and "value" not in self._option:
            self._take(data.strip())

    def _take(self, value):
        if not value and "value" not in self._option:
            return
        if self._first is None or "selected" in self._option:
            self._first = value

    def handle_endtag(self, tag):
        if tag == "select":
            self.found[-1][1].append((self._select, self._first or ""))
            self._select = None


class Reviewer:
    """A person at a browser; ``page`` is what is open."""

    def __init__(self, client, who=None, at="/review"):
        self.client, self.page = client, None
        self.open(at)
        if who:
            self.send("who", who=who)
            self.open(at)

    def open(self, address):
        answer = self.client.get(address)
        while answer.status_code == 303:
            address = answer.headers["location"]
            answer = self.client.get(address)
        self.address, self.page, self.status = address, answer.text, answer.status_code
        return self

    def send(self, to, *, leave=(), **fields):
        """Send the form of the open page that goes to an address, some of its fields written anew."""
        action, values = next(form for form in Forms(self.page).found if urlsplit(form[0]).path == f"/review/{to}")
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        sent: dict[str, list[str]] = {}
        for name, value in values:
            if name not in leave:
                sent.setdefault(name, []).append(value)
        sent |= {name: value if isinstance(value, list) else [value] for name, value in named.items()}
        answer = self.client.post(action, data=sent, headers=HEADERS)
        self.status = answer.status_code
        if answer.status_code == 303:
            self.open(answer.headers["location"])
            self.status = 303
        else:
            self.page = answer.text
        return self

    @property
    def event(self):
        """The event that is to be judged."""
        found = re.search(r'name="event" value="([^"]+)"', self.page)
        return found and found[1]

    @property
    def asked(self):
        return parse_qs(urlsplit(self.address).query)
