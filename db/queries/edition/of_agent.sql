-- The editions that an agent contributed to, or to whose expression or work.
SELECT edition.id FROM edition
JOIN expression ON expression.id = edition.expression_id
WHERE edition.id IN (
        SELECT contribution.edition_id FROM contribution
        JOIN agent_name ON agent_name.id = contribution.agent_name_id WHERE agent_name.agent_id = ?1
    )
    OR expression.id IN (
        SELECT contribution.expression_id FROM contribution
        JOIN agent_name ON agent_name.id = contribution.agent_name_id WHERE agent_name.agent_id = ?1
    )
    OR expression.work_id IN (
        SELECT contribution.work_id FROM contribution
        JOIN agent_name ON agent_name.id = contribution.agent_name_id WHERE agent_name.agent_id = ?1
    )
ORDER BY edition.date_earliest IS NULL, edition.date_earliest, edition.key
