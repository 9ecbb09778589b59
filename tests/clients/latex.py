"""Sets bibliographies with LaTeX and takes the text of each entry out of the PDF, italics kept as `_…_`."""

import html
import re
import subprocess

# Wide enough that no entry of a bibliography is broken into lines.
PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern,textcomp,csquotes}
\usepackage[paperwidth=185in,paperheight=185in,margin=1in]{geometry}
\input{glyphtounicode}\pdfgentounicode=1
\pagestyle{empty}\setlength\parindent{0pt}
"""

# Each entry begins with its key between @@@ and @@@.
BIBLATEX_MARKS = r"""
\AtEveryBibitem{\edef\thekey{\thefield{entrykey}}\mbox{@@@\expandafter\detokenize\expandafter{\thekey}@@@} }
\AtBeginBibliography{\raggedright}
"""
BIBTEX_MARKS = r"""\makeatletter
\AtBeginDocument{\let\unmarked\@bibitem\let\unmarkedlabel\@lbibitem
\def\@bibitem#1{\unmarked{#1}\mbox{@@@\detokenize{#1}@@@} }
\def\@lbibitem[#1]#2{\unmarkedlabel[#1]{#2}\mbox{@@@\detokenize{#2}@@@} }}
\makeatother
"""


class Set:
    """A bibliography that was set: (key, text) of its entries in their order, and what the programs said."""

    def __init__(self, entries, messages):
        self.entries = entries
        self.messages = messages


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300)
    return done.stdout.decode("utf-8", "replace")


def set_document(document, job, folder, program):
    """Runs LaTeX, the bibliography program, and LaTeX until nothing changes."""
    (folder / f"{job}.tex").write_text(document, encoding="utf-8")
    latex = ["pdflatex", "-interaction=nonstopmode", job]
    (folder / f"{job}.pdf").unlink(missing_ok=True)
    run(latex, folder)
    said = [line for line in run([program, job], folder).splitlines() if re.match("WARN|ERROR|Warning--|I ", line)]
    if program == "bibtex":
        run(latex, folder)
    output = run(latex, folder)
    errors = [line for line in output.splitlines() if line.startswith("!")]
    pdf = folder / f"{job}.pdf"
    return Set(entries_of(pdf) if pdf.exists() else [], said + errors)


def with_biblatex(package, bibliography, keys, job, folder):
    """Sets entries of a file with biblatex and biber; `package` is the line that loads a style."""
    document = "".join([
        PREAMBLE, package, f"\\addbibresource{{{bibliography}}}\n", BIBLATEX_MARKS, "\\begin{document}\n",
        f"\\nocite{{{','.join(keys)}}}\n\\printbibliography\n\\end{{document}}\n",
    ])
    return set_document(document, job, folder, "biber")


def with_bibtex(style, package, bibliography, keys, job, folder):
    """Sets entries of a file with BibTeX; `package` is a line that the style needs, or nothing."""
    document = "".join([
        PREAMBLE, package, BIBTEX_MARKS, "\\begin{document}\n\\raggedright\n",
        f"\\nocite{{{','.join(keys)}}}\n\\bibliographystyle{{{style}}}\n\\bibliography{{{bibliography}}}\n",
        "\\end{document}\n",
    ])
    made = set_document(document, job, folder, "bibtex")
    # The label of the next entry stands before its mark.
    return Set([(key, re.sub(r" \[\d+\]$", "", text)) for key, text in made.entries], made.messages)


def entries_of(pdf):
    """(key, text) of each marked entry of a PDF."""
    parts = re.split(r"@@@(.+?)@@@", text_of(pdf))
    return [(key, text.strip()) for key, text in zip(parts[1::2], parts[2::2])]


def text_of(pdf):
    """The text of a PDF, with italics between underscores. A line is joined to the one before it by a space."""
    xml = run(["pdftohtml", "-xml", "-i", "-noroundcoord", "-stdout", pdf.name], pdf.parent)
    text, end = "", None
    for attributes, content in re.findall(r"<text ([^>]*)>(.*?)</text>", xml, re.DOTALL):
        place = {name: float(value) for name, value in re.findall(r'(top|left|width)="([\d.-]+)"', attributes)}
        # Raised and lowered letters have another top on the same line.
        is_apart = end is None or not -1 < place["left"] - end < 1
        content = re.sub(r"<i>(\s*)(.*?)(\s*)</i>", r"\1_\2_\3", content)
        text += (" " if is_apart else "") + html.unescape(re.sub(r"</?[a-z]+\b[^>]*>", "", content))
        end = place["left"] + place["width"]
    return re.sub(r"\s+", " ", re.sub(r"_( ?)_", r"\1", text))
