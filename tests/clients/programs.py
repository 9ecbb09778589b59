"""Programs that read bibliographies, each as a function from a file to its entries (dicts of the fields of
facts_of.Facts, and `key` where the program has keys) and the warnings it gave."""

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree


def run(command, timeout=180):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=timeout)


# pandoc

def csl_name(held):
    parts = [held.get(part) for part in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix",
                                         "literal")]
    return " ".join(part for part in parts if part)


def csl_year(held):
    parts = (held or {}).get("date-parts") or [[None]]
    return f"{parts[0][0]:04}" if parts[0][0] is not None else None


def csl_entry(item):
    names = {role: [csl_name(held) for held in item.get(role, [])] for role in ("author", "editor", "translator")}
    return names | {
        "key": str(item["id"]), "title": item.get("title") or item.get("container-title"),
        "year": csl_year(item.get("issued")), "publisher": item.get("publisher"),
        "place": item.get("publisher-place"), "container": item.get("container-title"), "pages": item.get("page"),
        "volume": str(item.get("volume", "")), "original_title": item.get("original-title"),
        "original_year": csl_year(item.get("original-date")), "note": item.get("note"),
    }


def pandoc(form):
    def read(path):
        import pypandoc

        done = run([pypandoc.get_pandoc_path(), "--from", form, "--to", "csljson", path])
        items = json.loads(done.stdout) if done.returncode == 0 else []
        return [csl_entry(item) for item in items], done.stderr.splitlines()

    return read


# bibutils

MODS = "{http://www.loc.gov/mods/v3}"


def mods_name(element):
    parts = element.findall(f"{MODS}namePart")
    return " ".join(part.text or "" for part in parts)


def mods_names(mods, role):
    terms = {"author": ("author", "aut"), "editor": ("editor", "edt"), "translator": ("translator", "trl")}[role]
    return [
        mods_name(element) for element in mods.findall(f"{MODS}name")
        if any(term.text in terms for term in element.iter(f"{MODS}roleTerm"))
    ]


def mods_title(element):
    """The title; bibutils takes the title of a container in RIS for an abbreviated one, of the container of a part
    for that of a container inside it."""
    wanted = (f"{MODS}nonSort", f"{MODS}title", f"{MODS}subTitle")
    titles = [" ".join(part.text or "" for part in info if part.tag in wanted).strip()
              for info in element.findall(f"{MODS}titleInfo")]
    inner = [mods_title(held) for held in element.findall(f"{MODS}relatedItem") if element.tag != f"{MODS}mods"]
    return next((title for title in titles + inner if title), None)


def mods_text(element, path):
    found = element.find("/".join(MODS + part for part in path.split("/")))
    return found.text if found is not None else None


def mods_part(mods, host, kind):
    for element in [mods] + ([host] if host is not None else []):
        for detail in element.findall(f"{MODS}part/{MODS}detail"):
            if detail.get("type") == kind:
                return mods_text(detail, "number")
    return None


def mods_pages(mods, host):
    for element in [mods] + ([host] if host is not None else []):
        for extent in element.findall(f"{MODS}part/{MODS}extent"):
            texts = [part.text or "" for part in extent]
            return "-".join(texts)
    return None


def mods_entry(mods):
    hosts = [held for held in mods.findall(f"{MODS}relatedItem") if held.get("type") == "host"]
    host = max(hosts, key=lambda held: len(mods_title(held) or ""), default=None)
    both = [mods] + ([host] if host is not None else [])

    def first(path):
        return next((text for text in (mods_text(element, path) for element in both) if text), None)

    return {
        "key": mods.get("ID"), "title": mods_title(mods),
        "author": mods_names(mods, "author"), "translator": mods_names(mods, "translator"),
        "editor": [text for element in both for text in mods_names(element, "editor")],
        "year": first("originInfo/dateIssued") or first("part/date"), "publisher": first("originInfo/publisher"),
        "place": first("originInfo/place/placeTerm"), "container": mods_title(host) if host is not None else None,
        "pages": mods_pages(mods, host), "volume": mods_part(mods, host, "volume"),
    }


def mods_entries(text):
    root = ElementTree.fromstring(text.lstrip("\ufeff"))
    return [mods_entry(mods) for mods in root.iter(f"{MODS}mods")]


def without_remarks(lines):
    """What a program of bibutils says but for its count and for types and values that it has no place for."""
    remarks = r"\w+: Processed \d+ references\.|\w+: Did not recognize type|\s+Defaulting to|\w+: Reference \d+ has|\w+: +"
    return [line for line in lines if not re.match(remarks, line)]


def bibutils(program):
    """A program of bibutils that turns a file into MODS."""
    def read(path):
        done = run([program, "--input-encoding", "utf8", path])
        return (mods_entries(done.stdout) if done.returncode == 0 else []), without_remarks(done.stderr.splitlines())

    return read


def bibutils_mods(path):
    """xml2bib reads our MODS; what it writes is a .bib file."""
    done = run(["xml2bib", "--no-latex", "-i", "utf8", "-o", "utf8", path])
    return bib_entries(done.stdout), without_remarks(done.stderr.splitlines())


# JabRef

def bib_fields(body):
    """Fields of an entry as programs write them: `name = {value},` or quotes, braces balanced."""
    at = 0
    while found := re.compile(r"\s*([\w+:-]+)\s*=\s*").search(body, at):
        start = at = found.end()
        if at < len(body) and body[at] in '{"':
            depth, close = 0, body[at]
            while at < len(body):
                depth += {"{": 1, "}": -1}.get(body[at], 0)
                if depth == 0 and (close == "{" or (body[at] == '"' and at > start)):
                    break
                at += 1
            yield found.group(1).lower(), body[start + 1:at]
        else:
            at = body.find(",", at) if "," in body[at:] else len(body)
            yield found.group(1).lower(), body[start:at].strip()
        at += 1


def bib_names(text):
    text = re.sub(r"\s+", " ", text or "")
    return [re.sub(r"[{}]", "", part) for part in text.split(" and ")] if text else []


def bib_entries(text):
    """Entries of a .bib file that a program wrote."""
    text, entries = text.lstrip("\ufeff"), []
    for found in re.finditer(r"^@(\w+) *\{ *([^,\s]*),\n(.*?)\n\}", text, re.MULTILINE | re.DOTALL):
        if found.group(1).lower() in ("comment", "string", "preamble"):
            continue
        fields = dict(bib_fields(found.group(3)))

        def one(*names):
            return next((re.sub(r"[{}]", "", fields[name]) for name in names if fields.get(name)), None)

        title = " ".join(part for part in (one("title"), one("subtitle")) if part)
        container = " ".join(part for part in (one("booktitle", "journaltitle", "journal"),
                                               one("booksubtitle", "journalsubtitle")) if part)
        entries.append({
            "key": found.group(2), "title": title, "author": bib_names(fields.get("author")),
            "editor": bib_names(fields.get("editor")), "translator": bib_names(fields.get("translator")),
            "year": one("date", "year"), "publisher": one("publisher", "institution", "organization", "school"),
            "place": one("location", "address"), "container": container, "pages": one("pages"),
            "volume": one("volume"), "original_title": one("origtitle"), "original_year": one("origdate", "origyear"),
        })
    return entries


def jabref(form):
    """JabRef without its window."""
    def read(path):
        out = path.with_suffix(".jabref.bib")
        out.unlink(missing_ok=True)
        done = run(["jabref", "--nogui", f"--import={path},{form}", f"--output={out}"])
        said = [line for line in done.stdout.splitlines() + done.stderr.splitlines() if re.search("ERROR|WARN ", line)]
        return (bib_entries(out.read_text(encoding="utf-8")) if out.exists() else []), said

    return read


# rispy

def rispy(path):
    import rispy as reader

    with open(path, encoding="utf-8-sig") as file:
        entries = reader.load(file)
    return [
        {
            "key": entry.get("id"), "title": entry.get("title") or entry.get("primary_title"),
            "author": entry.get("authors") or entry.get("first_authors"),
            "editor": entry.get("secondary_authors") or entry.get("tertiary_authors"),
            "translator": entry.get("subsidiary_authors"), "year": entry.get("year"),
            "publisher": entry.get("publisher"), "place": entry.get("place_published"),
            "container": entry.get("secondary_title") or entry.get("journal_name"),
            "pages": "-".join(entry[part] for part in ("start_page", "end_page") if entry.get(part)),
            "volume": entry.get("volume"),
        }
        for entry in entries
    ], []
