SELECT id, time, command, summary, counts, state FROM change ORDER BY id DESC LIMIT ?1
