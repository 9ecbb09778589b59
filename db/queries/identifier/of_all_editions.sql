-- The identifiers of all editions in normal form.
SELECT edition_id, scheme, normal FROM identifier
WHERE edition_id IS NOT NULL AND normal <> ''
ORDER BY edition_id
