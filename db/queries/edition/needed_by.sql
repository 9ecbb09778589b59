-- What would point at nothing without these editions, as a key and what it is to them.
SELECT key, 'container' AS link FROM edition
WHERE container_id IN (SELECT value FROM json_each(?1)) AND id NOT IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT key, 'reprint_of' FROM edition
WHERE reprint_of IN (SELECT value FROM json_each(?1)) AND id NOT IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT key, 'translated_from' FROM edition
WHERE translated_from IN (SELECT value FROM json_each(?1)) AND id NOT IN (SELECT value FROM json_each(?1))
ORDER BY 1, 2
