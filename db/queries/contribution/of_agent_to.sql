-- What an agent contributed to editions, to their expressions and to their works.
SELECT contribution.id, contribution.agent_name_id
FROM contribution
JOIN agent_name ON agent_name.id = contribution.agent_name_id
WHERE agent_name.agent_id = ?1 AND (
    contribution.edition_id IN (SELECT value FROM json_each(?2))
    OR contribution.expression_id IN (
        SELECT expression_id FROM edition WHERE id IN (SELECT value FROM json_each(?2))
    )
    OR contribution.work_id IN (
        SELECT expression.work_id FROM edition JOIN expression ON expression.id = edition.expression_id
        WHERE edition.id IN (SELECT value FROM json_each(?2))
    )
)
ORDER BY contribution.id
