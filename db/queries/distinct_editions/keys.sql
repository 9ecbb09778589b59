-- Pairs of editions that are not the same, by key; the key that sorts first comes first.
SELECT min(one.key, other.key) AS one, max(one.key, other.key) AS other
FROM distinct_editions
JOIN edition AS one ON one.id = distinct_editions.edition_id
JOIN edition AS other ON other.id = distinct_editions.other_id
ORDER BY 1, 2
