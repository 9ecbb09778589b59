SELECT term FROM temp.edition_word
WHERE text_holds(term, 'near', ?1)
ORDER BY doc DESC, term
LIMIT ?2
