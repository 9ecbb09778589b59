-- The names that two agents share, in the same language: ?1 is the one that keeps its rows.
SELECT theirs.id AS gone, ours.id AS kept, theirs.kind AS kind
FROM agent_name AS theirs
JOIN agent_name AS ours ON ours.family = theirs.family AND ours.given = theirs.given
    AND ours.non_dropping_particle = theirs.non_dropping_particle
    AND ours.dropping_particle = theirs.dropping_particle
    AND ours.suffix = theirs.suffix AND ours.literal = theirs.literal
    AND coalesce(ours.language, '') = coalesce(theirs.language, '')
WHERE ours.agent_id = ?1 AND theirs.agent_id = ?2
ORDER BY theirs.id
