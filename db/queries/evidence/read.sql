SELECT
    evidence.work_id, evidence.expression_id, evidence.edition_id, evidence.agent_id,
    source.handle, evidence.quote, evidence.field, evidence.printed, evidence.verdict, evidence.ground
FROM (
    SELECT * FROM evidence WHERE work_id IN (SELECT value FROM json_each(?1))
    UNION ALL
    SELECT * FROM evidence WHERE expression_id IN (SELECT value FROM json_each(?2))
    UNION ALL
    SELECT * FROM evidence WHERE edition_id IN (SELECT value FROM json_each(?3))
    UNION ALL
    SELECT * FROM evidence WHERE agent_id IN (SELECT value FROM json_each(?4))
) AS evidence
JOIN source ON source.id = evidence.source_id
ORDER BY evidence.position, evidence.id
