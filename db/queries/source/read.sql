SELECT handle, title, file, format, note FROM source ORDER BY id
