-- All that stands at the place of authors.
SELECT work_id, expression_id, edition_id, position, id, agent_name_id
FROM contribution
WHERE role = 'author' AND place = 'here'
