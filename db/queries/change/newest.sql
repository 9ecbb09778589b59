SELECT id, time, command, summary, counts FROM change ORDER BY id DESC LIMIT ?1
