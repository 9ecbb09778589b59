"""The Atom feeds of the site: what RFC 4287 requires, and what a feed reader makes of them."""

import os
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import feedparser

import report

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def problems(path):
    """What a feed lacks (RFC 4287, 4.1.1 and 4.1.2)."""
    found = []
    feed = ElementTree.parse(path).getroot()
    if feed.tag != f"{ATOM}feed":
        found.append(f"the root is {feed.tag}")
    entries = feed.findall(f"{ATOM}entry")
    identifiers = [entry.findtext(f"{ATOM}id") for entry in entries] + [feed.findtext(f"{ATOM}id")]
    if len(set(identifiers)) < len(identifiers):
        found.append("an id is given twice")
    for element in [feed, *entries]:
        for name in ["id", "title", "updated"]:
            given = element.findall(f"{ATOM}{name}")
            if len(given) != 1 or not (given[0].text or "").strip():
                found.append(f"{len(given)} {name} in {element.tag}")
        if not TIME.fullmatch(element.findtext(f"{ATOM}updated") or ""):
            found.append(f"updated: {element.findtext(f'{ATOM}updated')}")
        if not element.findall(f"{ATOM}link[@rel='alternate']"):
            found.append("no alternate link")
    if not feed.findall(f"{ATOM}author/{ATOM}name"):
        found.append("no author")
    return found


def read(path):
    """What feedparser objects to, or does not find."""
    feed = feedparser.parse(path.read_bytes())
    found = [str(feed.bozo_exception)] if feed.bozo else []
    if feed.version != "atom10":
        found.append(f"version {feed.version}")
    for entry in feed.entries:
        target, _, place = entry.link.partition("#")
        page = path.parent / target
        if not page.is_file() or f' id="{place}"' not in page.read_text() and place:
            found.append(f"{entry.title}: {entry.link}")
        if "<" in entry.title or not entry.content[0].value:
            found.append(f"title or content of {entry.title!r}")
    if not feed.entries:
        found.append("no entries")
    return found


site = pathlib.Path(os.environ["DEMO"]) / "site"
for name in ["feed.xml", "reading.xml"]:
    for what, found in [("what Atom requires", problems(site / name)), ("feedparser reads it", read(site / name))]:
        report.expect(f"{name}: {what}", not found, *found)
report.end()
