-- Gives editions other keys: ?1 is a JSON array of pairs of row number and key.
UPDATE edition SET key = renamed.key
FROM (SELECT value ->> 0 AS id, value ->> 1 AS key FROM json_each(?1)) AS renamed
WHERE edition.id = renamed.id
