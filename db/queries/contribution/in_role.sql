-- All that stands in one role at one place.
SELECT work_id, expression_id, edition_id, agent_name_id
FROM contribution
WHERE place = ?1 AND role = ?2
