-- A text for the editions whose own is lost, of a work that is not there either.
INSERT OR IGNORE INTO expression (id, handle, work_id, kind, position)
SELECT DISTINCT
    edition.expression_id,
    'lost-' || edition.expression_id,
    edition.expression_id + (
        SELECT coalesce(max(id), 0) FROM (SELECT id FROM work UNION ALL SELECT work_id FROM expression)
    ),
    'unstated',
    0
FROM edition
WHERE edition.expression_id NOT IN (SELECT id FROM expression)
