-- Works that are not there, by their texts, with the title of an edition of the original, or of any.
SELECT expression.work_id, coalesce(edition.title, '') AS title, min(expression.kind <> 'original') AS is_translated
FROM expression
LEFT JOIN edition ON edition.expression_id = expression.id
WHERE expression.work_id NOT IN (SELECT id FROM work)
GROUP BY expression.work_id
