//! Files of RIS as files: how they are known, and how long reading takes.

use super::*;

#[test]
fn files_are_known_by_their_first_lines() {
    for (text, expected) in [
        ("TY  - JOUR\n", 95),
        ("Provider: someone\n\nTY  - JOUR\n", 95),
        ("\u{feff}TY  - JOUR\n", 95),
        ("TY - JOUR\n", 80),
        ("AU  - a\nTI  - b\nPY  - c\n", 40),
        ("PMID- 1\nTI  - b\n", 0),
        ("@book{a,\n}", 0),
        ("[{\"type\": \"book\"}]", 0),
        ("", 0),
    ] {
        assert_eq!(Ris.recognizes(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn no_file_is_read_again_and_again() {
    let pieces = [
        "TY  - JOUR\n",
        "AU  - Vale, Ada\n",
        "ED  - Vale, Ada\nA2  - Hall, Jo\n",
        "SN  - 1234-5678;",
        "KW  - a;",
        "N1  - x-title: [\n",
        "N1  - x-title: a\n",
        "UR  - http://a\n",
        "ZZ  - a\n",
        "AB  - a\nb\n",
        "\n",
        "x",
        "T2  - a\n",
        "&amp;",
        "ER  - \n",
        "DO  - 10.1000/a\n",
        "PY  - 1936\n",
        "M2  - original-title: a\n",
        "\u{feff}",
        "-",
        "AU  - a;",
    ];
    for piece in pieces {
        for head in ["", "TY  - JOUR\nTI  - ", "TY  - EDBOOK\nN1  - x-links: ["] {
            let text = head.to_owned() + &piece.repeat(60_000 / piece.len());
            let start = std::time::Instant::now();
            let references = read(&text).into_references();
            write(&references, Escapes::Keep);
            let seconds = start.elapsed().as_secs();
            assert!(seconds < 60, "{head} {piece}: {seconds} s");
        }
    }
}
