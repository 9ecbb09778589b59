SELECT extra.edition_id, extra.format, extra.name, extra.value
FROM json_each(?1) AS wanted JOIN extra ON extra.edition_id = wanted.value
ORDER BY extra.position, extra.id
