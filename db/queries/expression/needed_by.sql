-- The expressions that were derived from these and are not among them.
SELECT handle FROM expression
WHERE derived_from IN (SELECT value FROM json_each(?1)) AND id NOT IN (SELECT value FROM json_each(?1))
ORDER BY handle
