-- What texts were made from: the language of each, and the earliest of its editions.
SELECT
    source.id, source.language,
    (
        SELECT edition.id FROM edition
        WHERE edition.expression_id = source.id
        ORDER BY edition.date_earliest IS NULL, edition.date_earliest, edition.position, edition.id
        LIMIT 1
    )
FROM json_each(?1) AS wanted JOIN expression AS source ON source.id = wanted.value
