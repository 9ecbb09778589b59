-- Those with a name in which all these words stand.
SELECT DISTINCT agent_id FROM agent_name WHERE text_holds(match_key, 'words', ?1) ORDER BY agent_id
