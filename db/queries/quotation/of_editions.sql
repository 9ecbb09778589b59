SELECT id, edition_id, pages, text, note FROM quotation
WHERE edition_id IN (SELECT value FROM json_each(?1))
ORDER BY position, id
