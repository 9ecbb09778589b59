-- What the order of a list and most counts ask of an edition, beside one another: an edition has a row of ninety columns,
-- and to go through all rows for a few of them takes as long as to read the whole file.
DROP INDEX edition_expression;
CREATE INDEX edition_expression ON edition (expression_id, position, standing, date, container_id);
