SELECT extra.edition_id, extra.name, extra.value
FROM json_each(?1) AS wanted JOIN extra ON extra.edition_id = wanted.value
WHERE extra.format = ?2
ORDER BY extra.position, extra.id
