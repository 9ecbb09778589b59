"""What the library says of an edition, in the form in which programs are asked for it: letters and digits count,
neither case, markup nor punctuation."""

import re


def words(text):
    """Letters and digits in lower case."""
    text = re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", text or "")
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def name(text):
    """The words of a name in no order: `Sedova Trotsky, Natalia` and `Natalia Sedova Trotsky` are one."""
    return tuple(sorted(words(text).split()))


def year(text):
    """The first year of a date, without what says how sure it is."""
    found = re.match(r"-?\d{4}", text or "")
    return found.group() if found else None


def pages(text):
    """The numbers of pages."""
    return tuple(re.findall(r"[\dA-Za-z]+", text or ""))


class Facts:
    """An edition of `list --json`."""

    def __init__(self, edition):
        self.key = edition["key"]
        self.type = edition["type"]
        self.edition = edition

    def title_of(self, place):
        held = self.edition if place is None else self.edition.get(place) or {}
        return " ".join(part for part in (held.get("title"), held.get("subtitle")) if part)

    def names(self, role):
        return [name(text) for text in self.edition.get(role) or []]

    def of_book(self, field):
        """Publishers and editors of a part are those of its book."""
        return self.edition.get(field) or (self.edition.get("container") or {}).get(field)

    def get(self, field):
        edition = self.edition
        return {
            "title": lambda: words(self.title_of(None)),
            "author": lambda: self.names("authors"),
            "translator": lambda: self.names("translators"),
            "editor": lambda: [name(text) for text in self.of_book("editors") or []],
            "year": lambda: year(edition.get("date")),
            "publisher": lambda: words(" ".join(self.of_book("publishers") or [])),
            "place": lambda: words(" ".join(self.of_book("places") or [])),
            "container": lambda: words(self.title_of("container")),
            "pages": lambda: pages(edition.get("pages")),
            "volume": lambda: words(edition.get("volume")),
            "original_title": lambda: words(self.title_of("original")),
            "original_year": lambda: year((edition.get("original") or {}).get("date")),
        }[field]()


def same(field, edition, entry):
    """Whether a program's entry says in a field what the library says."""
    wanted, got = edition.get(field), entry.get(field)
    if field in ("author", "translator", "editor"):
        return [name(text) for text in got or []] == wanted
    if field in ("year", "original_year"):
        return year(got) == wanted
    if field == "pages":
        return pages(got) == wanted
    if field == "title":
        addon = words(edition.edition.get("title_addon"))
        return words(got) in {wanted, f"{wanted} {addon}"}
    if field in ("publisher", "place"):
        # Lists are joined in one way or another.
        return words(got).replace(" and ", " ") == wanted.replace(" and ", " ")
    return words(got) == wanted
