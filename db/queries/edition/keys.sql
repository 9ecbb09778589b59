SELECT edition.id, edition.key FROM json_each(?1) AS wanted JOIN edition ON edition.id = wanted.value
