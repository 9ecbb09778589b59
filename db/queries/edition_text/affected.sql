-- The editions whose full text shows something of these editions, expressions, works and agents.
WITH
    touched_expression (id) AS (
        SELECT value FROM json_each(?2)
        UNION
        SELECT contribution.expression_id FROM agent_name
        JOIN contribution ON contribution.agent_name_id = agent_name.id
        WHERE agent_name.agent_id IN (SELECT value FROM json_each(?4)) AND contribution.expression_id IS NOT NULL
    ),
    touched_work (id) AS (
        SELECT value FROM json_each(?3)
        UNION
        SELECT contribution.work_id FROM agent_name
        JOIN contribution ON contribution.agent_name_id = agent_name.id
        WHERE agent_name.agent_id IN (SELECT value FROM json_each(?4)) AND contribution.work_id IS NOT NULL
    ),
    touched_edition (id) AS (
        SELECT value FROM json_each(?1)
        UNION
        SELECT contribution.edition_id FROM agent_name
        JOIN contribution ON contribution.agent_name_id = agent_name.id
        WHERE agent_name.agent_id IN (SELECT value FROM json_each(?4)) AND contribution.edition_id IS NOT NULL
        UNION
        SELECT id FROM edition WHERE expression_id IN (SELECT id FROM touched_expression)
        UNION
        SELECT edition.id FROM expression JOIN edition ON edition.expression_id = expression.id
        WHERE expression.work_id IN (SELECT id FROM touched_work)
    )
SELECT edition.id FROM touched_edition JOIN edition USING (id)
UNION
SELECT edition.id FROM touched_edition JOIN edition ON edition.container_id = touched_edition.id
UNION
SELECT edition.id FROM touched_edition JOIN edition ON edition.translated_from = touched_edition.id
UNION
SELECT translation.id FROM touched_edition
JOIN edition ON edition.id = touched_edition.id
JOIN expression ON expression.derived_from = edition.expression_id
JOIN edition AS translation ON translation.expression_id = expression.id
ORDER BY 1
