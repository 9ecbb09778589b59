//! Keys by type, and their encoding.

use super::*;
use crate::formats::text_form;

fn keys(key: &str) -> String {
    let catalogue = text_form::read(include_str!("../../../tests/cases/json-ld/harbour.yaml"));
    let catalogue = catalogue.expect("a sound catalogue");
    let index = Index::of(&catalogue);
    context_object(index.edition(key).expect("an edition"), &index)
}

#[test]
fn each_type_has_its_keys() {
    let cases = [
        (
            "morel1938harbour",
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&rft.genre=book\
             &rft.btitle=The%20Harbour%20%3C%2Fscript%3E&rft.aulast=Morel&rft.aufirst=Jeanne\
             &rft.au=Jeanne%20Morel&rft.pub=Tide%20Press&rft.date=1938-05&rft.edition=2&rft.series=Tide%20Books\
             &rft.tpages=312&rft.isbn=0-904613-01-1&rft_id=info%3Adoi%2F10.1234%2Ftide.5\
             &rft_id=urn%3Aisbn%3A0-904613-01-1&rft_id=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D2",
        ),
        (
            "hale1940ebb",
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article\
             &rft.atitle=On%20Ebb&rft.jtitle=River%20Quarterly&rft.aulast=Hale&rft.aufirst=T.&rft.au=T.%20Hale\
             &rft.date=1940&rft.volume=12&rft.issue=1%2F2&rft.spage=3&rft.epage=9&rft.pages=3-9&rft.issn=1111-2222",
        ),
        (
            "hale1941ebb",
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&rft.genre=bookitem\
             &rft.atitle=On%20Ebb&rft.btitle=Voices&rft.aulast=Hale&rft.aufirst=T.&rft.au=T.%20Hale&rft.date=1941\
             &rft.pages=12%2C%2014-20",
        ),
        (
            "river1950tides",
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adissertation&rft.title=Tides\
             &rft.aucorp=River%20Club&rft.inst=Leith&rft.degree=phdthesis&rft.date=1950",
        ),
        (
            "riverfilm",
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&rft.type=film&rft.title=Tides\
             &rft.creator=River%20Club&rft.language=en",
        ),
    ];
    for (key, expected) in cases {
        assert_eq!(keys(key), expected, "{key}");
    }
}
