-- Everyone who contributed to these editions, their expressions and their works.
SELECT agent_name.agent_id FROM contribution
JOIN agent_name ON agent_name.id = contribution.agent_name_id
WHERE contribution.edition_id IN (SELECT value FROM json_each(?1))
UNION
SELECT agent_name.agent_id FROM edition
JOIN contribution ON contribution.expression_id = edition.expression_id
JOIN agent_name ON agent_name.id = contribution.agent_name_id
WHERE edition.id IN (SELECT value FROM json_each(?1))
UNION
SELECT agent_name.agent_id FROM edition
JOIN expression ON expression.id = edition.expression_id
JOIN contribution ON contribution.work_id = expression.work_id
JOIN agent_name ON agent_name.id = contribution.agent_name_id
WHERE edition.id IN (SELECT value FROM json_each(?1))
ORDER BY 1
