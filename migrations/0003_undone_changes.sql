-- A change that was undone stays until something else is changed, so that it can be redone. What its changeset holds
-- then does that.
ALTER TABLE change ADD COLUMN state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone'));
