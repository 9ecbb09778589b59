-- What is printed under a name is printed under the same name of another agent, where that has it.
UPDATE contribution SET agent_name_id = ours.id
FROM agent_name AS ours, agent_name AS moved
WHERE contribution.agent_name_id = ?1 AND moved.id = ?1 AND ours.agent_id = ?2
    AND ours.family = moved.family AND ours.given = moved.given AND ours.literal = moved.literal
    AND ours.non_dropping_particle = moved.non_dropping_particle
    AND ours.dropping_particle = moved.dropping_particle AND ours.suffix = moved.suffix
