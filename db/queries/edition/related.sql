-- What stands behind each edition. The original is the one that it names, or the earliest edition of the
-- expression that its own expression was derived from.
SELECT
    edition.id, edition.container_id, edition.reprint_of,
    coalesce(
        edition.translated_from,
        (
            SELECT source.id FROM edition AS source
            WHERE source.expression_id = expression.derived_from
            ORDER BY source.date_earliest IS NULL, source.date_earliest, source.position, source.id
            LIMIT 1
        )
    ) AS original_id,
    (SELECT source.language FROM expression AS source WHERE source.id = expression.derived_from)
        AS source_language
FROM json_each(?1) AS wanted
JOIN edition ON edition.id = wanted.value
JOIN expression ON expression.id = edition.expression_id
