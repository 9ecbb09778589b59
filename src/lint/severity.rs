/// How much a finding matters. The gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Readers get something wrong, or miss what they cannot do without.
    Error,
    /// Something is lacking, or not as it should be.
    Warning,
    /// Something that may be so with reason.
    Note,
}

impl Severity {
    /// Every severity.
    pub const ALL: &[Severity] = &[Severity::Error, Severity::Warning, Severity::Note];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}
