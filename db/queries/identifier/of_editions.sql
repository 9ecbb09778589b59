SELECT identifier.edition_id, identifier.scheme, identifier.value
FROM json_each(?1) AS wanted JOIN identifier ON identifier.edition_id = wanted.value
ORDER BY identifier.position, identifier.id
