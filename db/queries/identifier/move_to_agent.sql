-- Gives the identifiers of one agent to another that has not the same.
UPDATE identifier SET agent_id = ?1
WHERE agent_id = ?2 AND NOT EXISTS (
    SELECT 1 FROM identifier AS ours
    WHERE ours.agent_id = ?1 AND ours.scheme = identifier.scheme AND ours.normal = identifier.normal
)
