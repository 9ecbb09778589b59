//! What a reader can take away, packed small.

use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};

use askama::filters::HtmlSafe;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::{Compression, write::DeflateEncoder};

use crate::formats::Offer;

/// An offer as it stands in the page.
#[derive(Debug)]
pub(super) struct PackedOffer {
    pub format: &'static str,
    pub label: &'static str,
    pub extension: &'static str,
    pub packed: Packed,
}

/// Base64 of raw deflate (RFC 1951), as browsers unpack it.
#[derive(Debug)]
pub(super) struct Packed(String);

impl PackedOffer {
    pub fn of(offer: &Offer) -> io::Result<PackedOffer> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&offer.entries)?;
        let packed = Packed(BASE64_STANDARD.encode(encoder.finish()?));
        Ok(PackedOffer { format: offer.format, label: offer.label, extension: offer.extension, packed })
    }
}

impl Display for Packed {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// The alphabet of Base64 has nothing that HTML takes for markup.
impl HtmlSafe for Packed {}
