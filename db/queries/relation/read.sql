SELECT
    relation.work_id, relation.edition_id, relation.kind,
    work.handle AS to_work, edition.key AS to_edition
FROM (
    SELECT relation.* FROM json_each(?1) AS wanted JOIN relation ON relation.work_id = wanted.value
    UNION ALL
    SELECT relation.* FROM json_each(?2) AS wanted JOIN relation ON relation.edition_id = wanted.value
) AS relation
LEFT JOIN work ON work.id = relation.to_work_id
LEFT JOIN edition ON edition.id = relation.to_edition_id
ORDER BY relation.position, relation.id
