-- The shape after all migrations. Made by a test: UPDATE_SCHEMA=1 cargo test schema_file

CREATE TABLE agent (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE CHECK (handle <> ''),
    kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'body')),
    born TEXT CHECK (born <> ''),
    born_earliest INTEGER,
    born_latest INTEGER,
    died TEXT CHECK (died <> ''),
    died_earliest INTEGER,
    died_latest INTEGER,
    note TEXT CHECK (note <> ''),
    CONSTRAINT born_days
        CHECK (born IS NOT NULL OR (born_earliest IS NULL AND born_latest IS NULL)),
    CONSTRAINT born_order CHECK (born_earliest <= born_latest),
    CONSTRAINT died_days
        CHECK (died IS NOT NULL OR (died_earliest IS NULL AND died_latest IS NULL)),
    CONSTRAINT died_order CHECK (died_earliest <= died_latest)
) STRICT;

CREATE TABLE agent_name (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (
        kind = 'variant' OR kind = 'preferred' OR kind = 'birth' OR kind = 'pseudonym'
        OR kind = 'transliteration' OR kind = 'native' OR kind = 'married' OR kind = 'nickname'
    ),
    family TEXT NOT NULL DEFAULT '',
    given TEXT NOT NULL DEFAULT '',
    non_dropping_particle TEXT NOT NULL DEFAULT '',
    dropping_particle TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    literal TEXT NOT NULL DEFAULT '',
    language TEXT CHECK (language <> ''),
    -- The normal form of the name, for finding.
    match_key TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT something_is_given CHECK (
        family <> '' OR given <> '' OR non_dropping_particle <> '' OR dropping_particle <> ''
        OR suffix <> '' OR literal <> ''
    )
) STRICT;

CREATE INDEX agent_name_match_key ON agent_name (match_key);

CREATE UNIQUE INDEX agent_name_once ON agent_name (
    agent_id, family, given, non_dropping_particle, dropping_particle, suffix, literal,
    coalesce(language, '')
);

CREATE INDEX agent_name_parts ON agent_name (family, given, literal);

CREATE UNIQUE INDEX agent_name_preferred ON agent_name (agent_id) WHERE kind = 'preferred';

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    -- ISO 8601, UTC.
    time TEXT NOT NULL CHECK (time <> ''),
    command TEXT NOT NULL CHECK (command <> ''),
    summary TEXT NOT NULL,
    counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts) AND json_type(counts) = 'object'),
    -- What undoes and redoes it.
    changeset BLOB
, state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone'))) STRICT;

CREATE TABLE citation_key (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('current', 'alias'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER citation_key_agrees_when_changed AFTER UPDATE ON citation_key
BEGIN
    SELECT RAISE(ABORT, 'the current citation key is the key of the edition')
    WHERE (new.kind = 'current')
        <> EXISTS (SELECT 1 FROM edition WHERE id = new.edition_id AND key = new.key);
END;

CREATE TRIGGER citation_key_agrees_when_made AFTER INSERT ON citation_key
BEGIN
    SELECT RAISE(ABORT, 'the current citation key is the key of the edition')
    WHERE (new.kind = 'current')
        <> EXISTS (SELECT 1 FROM edition WHERE id = new.edition_id AND key = new.key);
END;

CREATE INDEX citation_key_edition ON citation_key (edition_id);

CREATE TRIGGER citation_key_is_in_use BEFORE DELETE ON citation_key
BEGIN
    SELECT RAISE(ABORT, 'the current citation key goes with its edition only')
    WHERE EXISTS (SELECT 1 FROM edition WHERE id = old.edition_id AND key = old.key);
END;

CREATE TABLE contribution (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    expression_id INTEGER REFERENCES expression (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    place TEXT NOT NULL DEFAULT 'here' CHECK (
        place = 'here' OR place = 'set' OR place = 'issue' OR place = 'container' OR place = 'series'
        OR place = 'event' OR place = 'original' OR place = 'reprint'
    ),
    role TEXT NOT NULL CHECK (
        role = 'author' OR role = 'translator' OR role = 'editor' OR role = 'compiler' OR role = 'abridger'
        OR role = 'founder' OR role = 'continuator' OR role = 'redactor' OR role = 'reviser'
        OR role = 'collaborator' OR role = 'organizer' OR role = 'editorial-director' OR role = 'annotator'
        OR role = 'commentator' OR role = 'introduction' OR role = 'foreword' OR role = 'afterword'
        OR role = 'illustrator' OR role = 'contributor' OR role = 'holder' OR role = 'director'
        OR role = 'producer' OR role = 'executive-producer' OR role = 'script-writer' OR role = 'series-creator'
        OR role = 'performer' OR role = 'narrator' OR role = 'composer' OR role = 'host' OR role = 'guest'
        OR role = 'interviewer' OR role = 'recipient' OR role = 'reviewed-author' OR role = 'chair'
        OR role = 'curator'
    ),
    -- The name as printed; or what is said instead of one.
    agent_name_id INTEGER REFERENCES agent_name (id),
    statement TEXT CHECK (statement IN ('not-named', 'and-others')),
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner
        CHECK ((work_id IS NOT NULL) + (expression_id IS NOT NULL) + (edition_id IS NOT NULL) = 1),
    CONSTRAINT name_or_statement CHECK ((agent_name_id IS NULL) <> (statement IS NULL))
) STRICT;

CREATE INDEX contribution_agent_name ON contribution (agent_name_id) WHERE agent_name_id IS NOT NULL;

CREATE INDEX contribution_edition ON contribution (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX contribution_expression ON contribution (expression_id, position)
    WHERE expression_id IS NOT NULL;

CREATE INDEX contribution_work ON contribution (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE distinct_editions (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    CONSTRAINT lower_first CHECK (edition_id < other_id),
    CONSTRAINT pair_once UNIQUE (edition_id, other_id)
) STRICT;

CREATE INDEX distinct_editions_other ON distinct_editions (other_id);

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    -- The citation key. Every key that an edition has had is in `citation_key`.
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    expression_id INTEGER NOT NULL REFERENCES expression (id) ON DELETE CASCADE,
    standing TEXT NOT NULL DEFAULT 'listed' CHECK (standing IN ('listed', 'mentioned')),
    entry_type TEXT NOT NULL CHECK (
        entry_type = 'book' OR entry_type = 'article' OR entry_type = 'chapter' OR entry_type = 'collection'
        OR entry_type = 'multi-volume-book' OR entry_type = 'multi-volume-collection' OR entry_type = 'booklet'
        OR entry_type = 'in-book' OR entry_type = 'book-in-book' OR entry_type = 'supplement'
        OR entry_type = 'collection-supplement' OR entry_type = 'magazine-article'
        OR entry_type = 'newspaper-article' OR entry_type = 'preprint' OR entry_type = 'special-issue'
        OR entry_type = 'periodical' OR entry_type = 'periodical-supplement' OR entry_type = 'review'
        OR entry_type = 'book-review' OR entry_type = 'interview' OR entry_type = 'letter'
        OR entry_type = 'thesis' OR entry_type = 'report' OR entry_type = 'manual'
        OR entry_type = 'conference-paper' OR entry_type = 'proceedings'
        OR entry_type = 'multi-volume-proceedings' OR entry_type = 'encyclopedia-entry'
        OR entry_type = 'dictionary-entry' OR entry_type = 'reference-entry' OR entry_type = 'reference-work'
        OR entry_type = 'multi-volume-reference' OR entry_type = 'web-page' OR entry_type = 'blog-post'
        OR entry_type = 'forum-post' OR entry_type = 'podcast' OR entry_type = 'broadcast'
        OR entry_type = 'film' OR entry_type = 'video' OR entry_type = 'audio' OR entry_type = 'music'
        OR entry_type = 'musical-score' OR entry_type = 'performance' OR entry_type = 'manuscript'
        OR entry_type = 'speech' OR entry_type = 'event' OR entry_type = 'artwork' OR entry_type = 'image'
        OR entry_type = 'figure' OR entry_type = 'map' OR entry_type = 'dataset' OR entry_type = 'software'
        OR entry_type = 'legislation' OR entry_type = 'legal-case' OR entry_type = 'legal-document'
        OR entry_type = 'commentary' OR entry_type = 'bill' OR entry_type = 'hearing'
        OR entry_type = 'regulation' OR entry_type = 'treaty' OR entry_type = 'standard'
        OR entry_type = 'patent' OR entry_type = 'classic' OR entry_type = 'entry-set'
        OR entry_type = 'bibliographic-note' OR entry_type = 'document' OR entry_type = 'misc'
    ),
    attribution TEXT NOT NULL DEFAULT 'claimed' CHECK (attribution IN ('claimed', 'disputed')),
    container_id INTEGER REFERENCES edition (id),
    reprint_of INTEGER REFERENCES edition (id),
    translated_from INTEGER REFERENCES edition (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    -- When it came into the library: ISO 8601, UTC.
    added TEXT CHECK (added <> ''),

    -- One column for each field that an edition keeps itself; lists are JSON arrays of texts.
    title TEXT CHECK (title <> ''),
    subtitle TEXT CHECK (subtitle <> ''),
    title_addon TEXT CHECK (title_addon <> ''),
    short_title TEXT CHECK (short_title <> ''),
    languages TEXT
        CHECK (languages IS NULL OR (json_valid(languages) AND json_type(languages) = 'array' AND languages <> '[]')),
    publishers TEXT
        CHECK (publishers IS NULL OR (json_valid(publishers) AND json_type(publishers) = 'array' AND publishers <> '[]')),
    places TEXT
        CHECK (places IS NULL OR (json_valid(places) AND json_type(places) = 'array' AND places <> '[]')),
    institutions TEXT
        CHECK (institutions IS NULL OR (json_valid(institutions) AND json_type(institutions) = 'array' AND institutions <> '[]')),
    organizations TEXT
        CHECK (organizations IS NULL OR (json_valid(organizations) AND json_type(organizations) = 'array' AND organizations <> '[]')),
    date TEXT CHECK (date <> ''),
    date_earliest INTEGER,
    date_latest INTEGER,
    accessed TEXT CHECK (accessed <> ''),
    accessed_earliest INTEGER,
    accessed_latest INTEGER,
    submitted TEXT CHECK (submitted <> ''),
    submitted_earliest INTEGER,
    submitted_latest INTEGER,
    available TEXT CHECK (available <> ''),
    available_earliest INTEGER,
    available_latest INTEGER,
    edition TEXT CHECK (edition <> ''),
    version TEXT CHECK (version <> ''),
    volume TEXT CHECK (volume <> ''),
    volumes TEXT CHECK (volumes <> ''),
    part TEXT CHECK (part <> ''),
    part_title TEXT CHECK (part_title <> ''),
    issue TEXT CHECK (issue <> ''),
    number TEXT CHECK (number <> ''),
    chapter TEXT CHECK (chapter <> ''),
    section TEXT CHECK (section <> ''),
    pages TEXT CHECK (pages <> ''),
    page_total TEXT CHECK (page_total <> ''),
    pagination TEXT CHECK (pagination <> ''),
    book_pagination TEXT CHECK (book_pagination <> ''),
    article_number TEXT CHECK (article_number <> ''),
    supplement TEXT CHECK (supplement <> ''),
    printing TEXT CHECK (printing <> ''),
    genre TEXT CHECK (genre <> ''),
    entry_subtype TEXT CHECK (entry_subtype <> ''),
    medium TEXT CHECK (medium <> ''),
    how_published TEXT CHECK (how_published <> ''),
    publication_state TEXT CHECK (publication_state <> ''),
    name_addon TEXT CHECK (name_addon <> ''),
    note TEXT CHECK (note <> ''),
    addendum TEXT CHECK (addendum <> ''),
    abstract TEXT CHECK (abstract <> ''),
    annotation TEXT CHECK (annotation <> ''),
    url TEXT CHECK (url <> ''),
    file TEXT CHECK (file <> ''),
    library TEXT CHECK (library <> ''),
    archive TEXT CHECK (archive <> ''),
    archive_collection TEXT CHECK (archive_collection <> ''),
    archive_location TEXT CHECK (archive_location <> ''),
    archive_place TEXT CHECK (archive_place <> ''),
    call_number TEXT CHECK (call_number <> ''),
    source TEXT CHECK (source <> ''),
    license TEXT CHECK (license <> ''),
    authority TEXT CHECK (authority <> ''),
    jurisdiction TEXT CHECK (jurisdiction <> ''),
    division TEXT CHECK (division <> ''),
    "references" TEXT CHECK ("references" <> ''),
    reviewed_title TEXT CHECK (reviewed_title <> ''),
    reviewed_genre TEXT CHECK (reviewed_genre <> ''),
    scale TEXT CHECK (scale <> ''),
    dimensions TEXT CHECK (dimensions <> ''),
    eprint TEXT CHECK (eprint <> ''),
    eprint_type TEXT CHECK (eprint_type <> ''),
    eprint_class TEXT CHECK (eprint_class <> ''),
    set_title TEXT CHECK (set_title <> ''),
    set_subtitle TEXT CHECK (set_subtitle <> ''),
    set_title_addon TEXT CHECK (set_title_addon <> ''),
    issue_title TEXT CHECK (issue_title <> ''),
    issue_subtitle TEXT CHECK (issue_subtitle <> ''),
    issue_title_addon TEXT CHECK (issue_title_addon <> ''),
    series_title TEXT CHECK (series_title <> ''),
    series_short_title TEXT CHECK (series_short_title <> ''),
    series_number TEXT CHECK (series_number <> ''),
    event_title TEXT CHECK (event_title <> ''),
    event_title_addon TEXT CHECK (event_title_addon <> ''),
    event_date TEXT CHECK (event_date <> ''),
    event_date_earliest INTEGER,
    event_date_latest INTEGER,
    event_place TEXT CHECK (event_place <> ''),

    CONSTRAINT date_days
        CHECK (date IS NOT NULL OR (date_earliest IS NULL AND date_latest IS NULL)),
    CONSTRAINT date_order CHECK (date_earliest <= date_latest),
    CONSTRAINT accessed_days
        CHECK (accessed IS NOT NULL OR (accessed_earliest IS NULL AND accessed_latest IS NULL)),
    CONSTRAINT accessed_order CHECK (accessed_earliest <= accessed_latest),
    CONSTRAINT submitted_days
        CHECK (submitted IS NOT NULL OR (submitted_earliest IS NULL AND submitted_latest IS NULL)),
    CONSTRAINT submitted_order CHECK (submitted_earliest <= submitted_latest),
    CONSTRAINT available_days
        CHECK (available IS NOT NULL OR (available_earliest IS NULL AND available_latest IS NULL)),
    CONSTRAINT available_order CHECK (available_earliest <= available_latest),
    CONSTRAINT event_date_days
        CHECK (event_date IS NOT NULL OR (event_date_earliest IS NULL AND event_date_latest IS NULL)),
    CONSTRAINT event_date_order CHECK (event_date_earliest <= event_date_latest),
    CONSTRAINT not_in_itself CHECK (container_id <> id),
    CONSTRAINT not_a_reprint_of_itself CHECK (reprint_of <> id),
    CONSTRAINT not_translated_from_itself CHECK (translated_from <> id)
) STRICT;

CREATE TRIGGER edition_contained_in_a_circle AFTER UPDATE OF container_id ON edition
WHEN new.container_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an edition cannot be part of itself, through others')
    WHERE new.id IN (
        WITH RECURSIVE above (id) AS (
            VALUES (new.container_id)
            UNION
            SELECT edition.container_id FROM edition JOIN above USING (id)
            WHERE edition.container_id IS NOT NULL
        )
        SELECT id FROM above
    );
END;

CREATE INDEX edition_container ON edition (container_id) WHERE container_id IS NOT NULL;

CREATE INDEX edition_date ON edition (date_earliest);

CREATE INDEX edition_expression ON edition (expression_id, position, standing, date, container_id);

CREATE TRIGGER edition_key_changes AFTER UPDATE OF key ON edition WHEN new.key <> old.key
BEGIN
    SELECT RAISE(ABORT, 'the citation key is an alias of another edition')
    WHERE EXISTS (SELECT 1 FROM citation_key WHERE key = new.key AND edition_id <> new.id);
    UPDATE citation_key SET kind = 'alias' WHERE key = old.key AND edition_id = new.id;
    INSERT INTO citation_key (key, edition_id, kind) VALUES (new.key, new.id, 'current')
    ON CONFLICT (key) DO UPDATE SET kind = 'current' WHERE edition_id = new.id;
END;

CREATE TRIGGER edition_key_is_made AFTER INSERT ON edition
BEGIN
    SELECT RAISE(ABORT, 'the citation key is an alias of another edition')
    WHERE EXISTS (SELECT 1 FROM citation_key WHERE key = new.key AND edition_id <> new.id);
    INSERT INTO citation_key (key, edition_id, kind) VALUES (new.key, new.id, 'current')
    ON CONFLICT (key) DO UPDATE SET kind = 'current' WHERE edition_id = new.id;
END;

CREATE INDEX edition_reprint_of ON edition (reprint_of) WHERE reprint_of IS NOT NULL;

CREATE TRIGGER edition_reprinted_in_a_circle AFTER UPDATE OF reprint_of ON edition
WHEN new.reprint_of IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an edition cannot be a reprint of itself, through others')
    WHERE new.id IN (
        WITH RECURSIVE above (id) AS (
            VALUES (new.reprint_of)
            UNION
            SELECT edition.reprint_of FROM edition JOIN above USING (id)
            WHERE edition.reprint_of IS NOT NULL
        )
        SELECT id FROM above
    );
END;

CREATE TRIGGER edition_summary_goes AFTER DELETE ON edition
BEGIN
    INSERT INTO edition_summary_gone (edition_id)
    SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM edition_summary_gone WHERE edition_id = old.id);
END;

CREATE TRIGGER edition_text_goes AFTER DELETE ON edition
BEGIN
    DELETE FROM edition_text WHERE rowid = old.id;
END;

CREATE INDEX edition_translated_from ON edition (translated_from) WHERE translated_from IS NOT NULL;

CREATE TRIGGER edition_translated_in_a_circle AFTER UPDATE OF translated_from ON edition
WHEN new.translated_from IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an edition cannot be translated from itself, through others')
    WHERE new.id IN (
        WITH RECURSIVE above (id) AS (
            VALUES (new.translated_from)
            UNION
            SELECT edition.translated_from FROM edition JOIN above USING (id)
            WHERE edition.translated_from IS NOT NULL
        )
        SELECT id FROM above
    );
END;

CREATE VIEW edition_overview AS
WITH printed_name (id, name) AS (
    SELECT
        id,
        CASE WHEN literal <> '' THEN literal ELSE
            trim(replace(replace(
                given || ' ' || dropping_particle || ' ' || non_dropping_particle || ' ' || family,
                '   ', ' '
            ), '  ', ' ')) || CASE WHEN suffix = '' THEN '' ELSE ', ' || suffix END
        END
    FROM agent_name
)
SELECT
    edition.key,
    edition.entry_type AS type,
    edition.title,
    (
        SELECT group_concat(name, '; ') FROM (
            SELECT printed_name.name
            FROM contribution JOIN printed_name ON printed_name.id = contribution.agent_name_id
            WHERE contribution.work_id = work.id
                AND contribution.role = 'author' AND contribution.place = 'here'
            ORDER BY contribution.position, contribution.id
        )
    ) AS authors,
    (
        SELECT group_concat(name, '; ') FROM (
            SELECT printed_name.name
            FROM contribution JOIN printed_name ON printed_name.id = contribution.agent_name_id
            WHERE contribution.expression_id = expression.id
                AND contribution.role = 'translator' AND contribution.place = 'here'
            ORDER BY contribution.position, contribution.id
        )
    ) AS translators,
    original.title AS original_title,
    original.date AS original_date,
    (SELECT group_concat(value, '; ') FROM json_each(edition.publishers)) AS publisher,
    (SELECT group_concat(value, '; ') FROM json_each(edition.places)) AS place,
    edition.date,
    work.handle AS work,
    work.kind AS work_kind,
    expression.language
FROM edition
JOIN expression ON expression.id = edition.expression_id
JOIN work ON work.id = expression.work_id
LEFT JOIN edition AS original ON original.id = coalesce(
    edition.translated_from,
    (
        SELECT source.id FROM edition AS source
        WHERE source.expression_id = expression.derived_from
        ORDER BY source.date_earliest IS NULL, source.date_earliest, source.position, source.id
        LIMIT 1
    )
)
ORDER BY edition.key;

CREATE TABLE edition_summary (
    -- Which part of the summary, times 2^32, and which page of it.
    id INTEGER PRIMARY KEY,
    -- A cell of two or eight bytes for each edition, in the order of their numbers.
    cells BLOB NOT NULL
) STRICT;

CREATE TABLE edition_summary_gone (
    edition_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE edition_summary_value (
    part INTEGER NOT NULL,
    code INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (part, code)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE edition_text USING fts5 (
    title, people, publisher, note, keyword,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    expression_id INTEGER REFERENCES expression (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    agent_id INTEGER REFERENCES agent (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL REFERENCES source (id),
    quote TEXT CHECK (quote <> ''),
    -- The one field that the passage is the ground of, the reading as printed, and what became of it.
    field TEXT CHECK (field <> ''),
    printed TEXT CHECK (printed <> ''),
    verdict TEXT CHECK (verdict = 'used' OR verdict = 'rejected' OR verdict = 'corrected'),
    ground TEXT CHECK (ground <> ''),
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner CHECK (
        (work_id IS NOT NULL) + (expression_id IS NOT NULL) + (edition_id IS NOT NULL)
        + (agent_id IS NOT NULL) = 1
    ),
    CONSTRAINT reading_of_a_field CHECK ((field IS NULL) = (printed IS NULL)),
    CONSTRAINT verdict_on_a_field CHECK ((field IS NULL) = (verdict IS NULL)),
    CONSTRAINT ground_of_a_verdict CHECK (ground IS NULL OR verdict IS NOT NULL)
) STRICT;

CREATE INDEX evidence_agent ON evidence (agent_id, position) WHERE agent_id IS NOT NULL;

CREATE INDEX evidence_edition ON evidence (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX evidence_expression ON evidence (expression_id, position) WHERE expression_id IS NOT NULL;

CREATE INDEX evidence_source ON evidence (source_id);

CREATE INDEX evidence_work ON evidence (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE expression (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE CHECK (handle <> ''),
    work_id INTEGER NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CHECK (
        kind = 'original' OR kind = 'translation' OR kind = 'revision' OR kind = 'abridgement'
        OR kind = 'adaptation' OR kind = 'unstated'
    ),
    language TEXT CHECK (language <> ''),
    derived_from INTEGER REFERENCES expression (id),
    note TEXT CHECK (note <> ''),
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT not_derived_from_itself CHECK (derived_from <> id)
) STRICT;

CREATE INDEX expression_derived_from ON expression (derived_from) WHERE derived_from IS NOT NULL;

CREATE TRIGGER expression_derived_in_a_circle AFTER UPDATE OF derived_from ON expression
WHEN new.derived_from IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an expression cannot be derived from itself, through others')
    WHERE new.id IN (
        WITH RECURSIVE above (id) AS (
            VALUES (new.derived_from)
            UNION
            SELECT expression.derived_from FROM expression JOIN above USING (id)
            WHERE expression.derived_from IS NOT NULL
        )
        SELECT id FROM above
    );
END;

CREATE INDEX expression_work ON expression (work_id, position);

CREATE TABLE extra (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    source_id INTEGER REFERENCES source (id) ON DELETE CASCADE,
    format TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner CHECK (edition_id IS NULL OR source_id IS NULL)
) STRICT;

CREATE INDEX extra_edition ON extra (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX extra_outside ON extra (position) WHERE edition_id IS NULL;

CREATE INDEX extra_source ON extra (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE identifier (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    agent_id INTEGER REFERENCES agent (id) ON DELETE CASCADE,
    scheme TEXT NOT NULL CHECK (scheme <> ''),
    -- As given.
    value TEXT NOT NULL CHECK (value <> ''),
    -- As compared.
    normal TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner CHECK ((edition_id IS NOT NULL) + (agent_id IS NOT NULL) = 1)
) STRICT;

CREATE INDEX identifier_agent ON identifier (agent_id, position) WHERE agent_id IS NOT NULL;

CREATE INDEX identifier_edition ON identifier (edition_id, scheme, position) WHERE edition_id IS NOT NULL;

CREATE INDEX identifier_normal ON identifier (scheme, normal);

CREATE TABLE keyword (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    word TEXT NOT NULL CHECK (word <> ''),
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner CHECK ((work_id IS NOT NULL) + (edition_id IS NOT NULL) = 1)
) STRICT;

CREATE INDEX keyword_edition ON keyword (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX keyword_word ON keyword (word);

CREATE INDEX keyword_work ON keyword (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE pinned_key (
    edition_id INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE quotation (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    pages TEXT CHECK (pages <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    note TEXT CHECK (note <> ''),
    position INTEGER NOT NULL CHECK (position >= 0)
) STRICT;

CREATE INDEX quotation_edition ON quotation (edition_id, position);

CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    status TEXT NOT NULL CHECK (
        status = 'want' OR status = 'reading' OR status = 'paused' OR status = 'finished' OR status = 'dropped'
    ),
    -- Dates in EDTF.
    started TEXT CHECK (started <> ''),
    finished TEXT CHECK (finished <> ''),
    -- The page that was reached, as printed.
    page TEXT CHECK (page <> ''),
    percent INTEGER CHECK (percent BETWEEN 0 AND 100),
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    -- Higher comes first.
    priority INTEGER,
    note TEXT CHECK (note <> ''),
    due TEXT CHECK (due <> ''),
    recommended_by TEXT CHECK (recommended_by <> ''),
    lent_to TEXT CHECK (lent_to <> ''),
    position INTEGER NOT NULL CHECK (position >= 0), noted TEXT CHECK (noted <> ''),
    CONSTRAINT one_owner CHECK ((work_id IS NOT NULL) + (edition_id IS NOT NULL) = 1)
) STRICT;

CREATE INDEX reading_edition ON reading (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX reading_work ON reading (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE reading_goal (
    year INTEGER NOT NULL PRIMARY KEY,
    books INTEGER NOT NULL CHECK (books > 0)
) STRICT;

CREATE TABLE reading_list (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    position INTEGER NOT NULL CHECK (position >= 0)
) STRICT;

CREATE TABLE reading_list_entry (
    id INTEGER PRIMARY KEY,
    reading_list_id INTEGER NOT NULL REFERENCES reading_list (id) ON DELETE CASCADE,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_member CHECK ((work_id IS NOT NULL) + (edition_id IS NOT NULL) = 1),
    CONSTRAINT work_once UNIQUE (reading_list_id, work_id),
    CONSTRAINT edition_once UNIQUE (reading_list_id, edition_id)
) STRICT;

CREATE INDEX reading_list_entry_edition ON reading_list_entry (edition_id) WHERE edition_id IS NOT NULL;

CREATE INDEX reading_list_entry_order ON reading_list_entry (reading_list_id, position);

CREATE INDEX reading_list_entry_work ON reading_list_entry (work_id) WHERE work_id IS NOT NULL;

CREATE TABLE relation (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (
        kind = 'about' OR kind = 'review-of' OR kind = 'reply-to' OR kind = 'issue-of' OR kind = 'part-of'
        OR kind = 'quoted-in' OR kind = 'cited-in' OR kind = 'translation-mentioned'
        OR kind = 'also-published-as' OR kind = 'member' OR kind = 'see-also'
    ),
    to_work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    to_edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner CHECK ((work_id IS NOT NULL) + (edition_id IS NOT NULL) = 1),
    CONSTRAINT one_target CHECK ((to_work_id IS NOT NULL) + (to_edition_id IS NOT NULL) = 1),
    CONSTRAINT not_to_itself CHECK (to_work_id IS NULL OR work_id IS NULL OR to_work_id <> work_id),
    CONSTRAINT not_to_the_same_edition
        CHECK (to_edition_id IS NULL OR edition_id IS NULL OR to_edition_id <> edition_id)
) STRICT;

CREATE INDEX relation_edition ON relation (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX relation_to_edition ON relation (to_edition_id) WHERE to_edition_id IS NOT NULL;

CREATE INDEX relation_to_work ON relation (to_work_id) WHERE to_work_id IS NOT NULL;

CREATE INDEX relation_work ON relation (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE saved_query (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    text TEXT NOT NULL CHECK (text <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL CHECK (value <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE CHECK (handle <> ''),
    title TEXT NOT NULL,
    file TEXT CHECK (file <> ''),
    format TEXT CHECK (format <> ''),
    note TEXT CHECK (note <> ''),
    -- When it was imported: ISO 8601, UTC.
    imported TEXT CHECK (imported <> ''),
    -- A digest of the bytes that were imported, with the name of the algorithm before a colon.
    digest TEXT CHECK (digest <> '')
) STRICT;

CREATE TABLE title (
    id INTEGER PRIMARY KEY,
    work_id INTEGER REFERENCES work (id) ON DELETE CASCADE,
    expression_id INTEGER REFERENCES expression (id) ON DELETE CASCADE,
    edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CHECK (
        kind = 'original' OR kind = 'short' OR kind = 'alternative' OR kind = 'gloss' OR kind = 'parallel'
        OR kind = 'as-printed' OR kind = 'corrected'
    ),
    text TEXT NOT NULL CHECK (text <> ''),
    language TEXT CHECK (language <> ''),
    -- ISO 15924.
    script TEXT CHECK (script <> ''),
    -- Why a corrected form is right.
    ground TEXT CHECK (ground <> ''),
    position INTEGER NOT NULL CHECK (position >= 0),
    CONSTRAINT one_owner
        CHECK ((work_id IS NOT NULL) + (expression_id IS NOT NULL) + (edition_id IS NOT NULL) = 1)
) STRICT;

CREATE INDEX title_edition ON title (edition_id, position) WHERE edition_id IS NOT NULL;

CREATE INDEX title_expression ON title (expression_id, position) WHERE expression_id IS NOT NULL;

CREATE INDEX title_work ON title (work_id, position) WHERE work_id IS NOT NULL;

CREATE TABLE work (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE CHECK (handle <> ''),
    kind TEXT NOT NULL CHECK (
        kind = 'book' OR kind = 'article' OR kind = 'essay' OR kind = 'novel' OR kind = 'novella'
        OR kind = 'story' OR kind = 'poetry' OR kind = 'poem' OR kind = 'play' OR kind = 'memoir'
        OR kind = 'diary' OR kind = 'biography' OR kind = 'history' OR kind = 'pamphlet' OR kind = 'letter'
        OR kind = 'letters' OR kind = 'speech' OR kind = 'interview' OR kind = 'review' OR kind = 'introduction'
        OR kind = 'collection' OR kind = 'reference-work' OR kind = 'periodical' OR kind = 'thesis'
        OR kind = 'report' OR kind = 'document' OR kind = 'web-page' OR kind = 'podcast' OR kind = 'film'
        OR kind = 'music' OR kind = 'image' OR kind = 'map' OR kind = 'software' OR kind = 'dataset'
        OR kind = 'legal' OR kind = 'other'
    ),
    title TEXT NOT NULL,
    sort_title TEXT CHECK (sort_title <> ''),
    language TEXT CHECK (language <> ''),
    date TEXT CHECK (date <> ''),
    date_earliest INTEGER,
    date_latest INTEGER,
    state TEXT NOT NULL DEFAULT 'extant'
        CHECK (
        state = 'extant' OR state = 'lost' OR state = 'confiscated' OR state = 'unpublished'
        OR state = 'planned' OR state = 'untitled'
    ),
    note TEXT CHECK (note <> ''),
    -- The normal form of the title, for finding.
    match_key TEXT NOT NULL DEFAULT '',
    CONSTRAINT date_days
        CHECK (date IS NOT NULL OR (date_earliest IS NULL AND date_latest IS NULL)),
    CONSTRAINT date_order CHECK (date_earliest <= date_latest)
) STRICT;

CREATE INDEX work_date ON work (date_earliest);

CREATE INDEX work_match_key ON work (match_key);
