-- The day on which a status or a progress was noted: since when something is wished for, when it was put aside, when that
-- page was reached.
ALTER TABLE reading ADD COLUMN noted TEXT CHECK (noted <> '');
