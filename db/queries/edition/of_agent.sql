-- The editions that an agent contributed to, or to whose expression or work.
SELECT edition.id FROM edition
WHERE edition.id IN (
    SELECT coalesce(contribution.edition_id, of_text.id, of_work.id)
    FROM agent_name
    JOIN contribution ON contribution.agent_name_id = agent_name.id
    LEFT JOIN edition AS of_text ON of_text.expression_id = contribution.expression_id
    LEFT JOIN expression AS text ON text.work_id = contribution.work_id
    LEFT JOIN edition AS of_work ON of_work.expression_id = text.id
    WHERE agent_name.agent_id = ?1
)
ORDER BY edition.date_earliest IS NULL, edition.date_earliest, edition.key
