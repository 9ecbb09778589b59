-- The further titles of editions, of their texts and their works, and those of the books that they are translations
-- of, each with the edition that it is a title of.
SELECT edition_id AS id, text FROM title WHERE edition_id IS NOT NULL
UNION ALL
SELECT edition.id, title.text FROM title JOIN edition ON edition.expression_id = title.expression_id
UNION ALL
SELECT edition.id, title.text
FROM title
JOIN expression ON expression.work_id = title.work_id
JOIN edition ON edition.expression_id = expression.id
