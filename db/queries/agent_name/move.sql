-- Gives a name to another agent, unless that has it in the same language.
UPDATE OR IGNORE agent_name
SET agent_id = ?2, kind = CASE kind WHEN 'preferred' THEN 'variant' ELSE kind END, position = position + 1
WHERE id = ?1
