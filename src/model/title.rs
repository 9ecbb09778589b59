//! Inline markup of titles and notes.
//!
//! A marked text is Unicode in which exactly the tags below are markup; every other character, `<` and `&`
//! among them, stands for itself. Tags nest and close in order.
//!
//! | tag | meaning |
//! | --- | --- |
//! | `<i>` | emphasis |
//! | `<b>` | strong |
//! | `<sup>` `<sub>` | raised, lowered |
//! | `<sc>` | small capitals |
//! | `<span class="nocase">` | capitals stay as they are (CSL; braces in BibTeX) |
//! | `<span class="math">` | TeX mathematics, verbatim, without the dollars |
//! | `<span class="tex">` | a TeX command that has no other form, verbatim |
