-- The same of some works, expressions and editions.
SELECT
    contribution.work_id, contribution.expression_id, contribution.edition_id, contribution.position,
    contribution.id, contribution.agent_name_id
FROM json_each(?1) AS wanted JOIN contribution ON contribution.work_id = wanted.value
WHERE contribution.role = 'author' AND contribution.place = 'here'
UNION ALL
SELECT
    contribution.work_id, contribution.expression_id, contribution.edition_id, contribution.position,
    contribution.id, contribution.agent_name_id
FROM json_each(?2) AS wanted JOIN contribution ON contribution.expression_id = wanted.value
WHERE contribution.role = 'author' AND contribution.place = 'here'
UNION ALL
SELECT
    contribution.work_id, contribution.expression_id, contribution.edition_id, contribution.position,
    contribution.id, contribution.agent_name_id
FROM json_each(?3) AS wanted JOIN contribution ON contribution.edition_id = wanted.value
WHERE contribution.role = 'author' AND contribution.place = 'here'
