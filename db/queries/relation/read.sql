SELECT
    relation.work_id, relation.edition_id, relation.kind,
    work.handle AS to_work, edition.key AS to_edition
FROM (
    SELECT * FROM relation WHERE work_id IN (SELECT value FROM json_each(?1))
    UNION ALL
    SELECT * FROM relation WHERE edition_id IN (SELECT value FROM json_each(?2))
) AS relation
LEFT JOIN work ON work.id = relation.to_work_id
LEFT JOIN edition ON edition.id = relation.to_edition_id
ORDER BY relation.position, relation.id
