mod blocks;
mod cases;
mod large;
mod round_trip;

use crate::{
    fields::Profile,
    formats::{
        Escapes, Format, Instead, Item, Loss, Problem, WriteOptions,
        bib::{Biblatex, Bibtex},
    },
    model::{Extra, Reference},
};

/// What is in a file.
#[derive(Debug, Default)]
struct Contents {
    references: Vec<Reference>,
    outside: Vec<Extra>,
    problems: Vec<Problem>,
}

fn read(format: &dyn Format, bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    let mut sink = |item| {
        match item {
            Item::Reference { reference, .. } => contents.references.push(*reference),
            Item::Outside(extra) => contents.outside.push(extra),
            Item::Problem(problem) => contents.problems.push(problem),
        }
        Ok(())
    };
    format.read(bytes, &mut sink).expect("the sink takes everything");
    contents
}

fn write(format: &dyn Format, contents: &Contents) -> (String, Vec<Loss>) {
    write_with(format, contents, Escapes::Keep)
}

fn write_with(format: &dyn Format, contents: &Contents, escapes: Escapes) -> (String, Vec<Loss>) {
    write_for(format, crate::fields::default_profile(format.family()), contents, escapes)
}

fn write_for(
    format: &dyn Format,
    profile: &'static Profile,
    contents: &Contents,
    escapes: Escapes,
) -> (String, Vec<Loss>) {
    let mut bytes = Vec::new();
    let mut losses = Vec::new();
    let options = WriteOptions { profile, escapes, outside: contents.outside.clone() };
    let mut writer = format.writer(&mut bytes, options).expect("memory takes everything");
    for reference in &contents.references {
        writer.write(reference, &mut losses).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything");
    (String::from_utf8(bytes).expect("text was written"), losses)
}

#[test]
fn bibtex_tells_of_the_set_in_the_note() {
    let file = br"@book{elements, title = {Water}, maintitle = {Elements}, mainsubtitle = {A Study}, volume = {2}, note = {Signed}}";
    let contents = read(&Biblatex, file);
    let (text, losses) = write_with(&Bibtex, &contents, Escapes::Omit);
    assert!(text.contains(r"note = {Signed. Part of \emph{Elements: A Study}}"), "{text}");
    let told: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), &loss.instead)).collect();
    assert_eq!(told, [("set_title", &Instead::Note), ("set_subtitle", &Instead::Note)]);
    let (text, _) = write(&Bibtex, &contents);
    let mut back = read(&Bibtex, text.as_bytes()).references;
    back.iter_mut().for_each(|reference| reference.extras.clear());
    assert_eq!(back, contents.references);
}
