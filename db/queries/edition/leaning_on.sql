-- The editions that an edition stands behind: its parts, its reprints, what was translated from it.
SELECT id FROM edition WHERE container_id = ?1
UNION
SELECT id FROM edition WHERE reprint_of = ?1
UNION
SELECT id FROM edition WHERE translated_from = ?1
ORDER BY id
