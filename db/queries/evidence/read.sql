SELECT
    evidence.work_id, evidence.expression_id, evidence.edition_id, evidence.agent_id,
    source.handle, evidence.quote, evidence.field, evidence.printed, evidence.verdict, evidence.ground
FROM (
    SELECT evidence.* FROM json_each(?1) AS wanted JOIN evidence ON evidence.work_id = wanted.value
    UNION ALL
    SELECT evidence.* FROM json_each(?2) AS wanted JOIN evidence ON evidence.expression_id = wanted.value
    UNION ALL
    SELECT evidence.* FROM json_each(?3) AS wanted JOIN evidence ON evidence.edition_id = wanted.value
    UNION ALL
    SELECT evidence.* FROM json_each(?4) AS wanted JOIN evidence ON evidence.agent_id = wanted.value
) AS evidence
LEFT JOIN source ON source.id = evidence.source_id
ORDER BY evidence.position, evidence.id
