-- Those with a name in which all these words stand; the second parameter is one of them.
SELECT DISTINCT agent_id FROM agent_name
WHERE instr(match_key, ?2) AND text_holds(match_key, 'words', ?1)
ORDER BY agent_id
