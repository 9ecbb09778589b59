-- Gives all names of one agent to another, behind the names that this has.
UPDATE agent_name
SET agent_id = ?1,
    kind = CASE kind WHEN 'preferred' THEN 'variant' ELSE kind END,
    position = position + (SELECT max(ours.position) + 1 FROM agent_name AS ours WHERE ours.agent_id = ?1)
WHERE agent_id = ?2
