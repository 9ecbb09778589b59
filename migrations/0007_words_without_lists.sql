-- The words that a column may have, without IN: for a list of more than two words SQLite makes a table at every single
-- row that is inserted, which took a fifth of the time of an import. The words are the same, the commonest first. What
-- is stored does not change, so that the texts of the constraints can be changed where they stand
-- (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;

UPDATE sqlite_schema SET sql = replace(
    sql,
    'kind IN (
        ''novel'', ''novella'', ''story'', ''poetry'', ''poem'', ''play'', ''memoir'', ''diary'', ''biography'', ''history'',
        ''essay'', ''book'', ''article'', ''pamphlet'', ''letter'', ''letters'', ''speech'', ''interview'', ''review'',
        ''introduction'', ''collection'', ''reference-work'', ''periodical'', ''thesis'', ''report'', ''document'',
        ''web-page'', ''podcast'', ''film'', ''music'', ''image'', ''map'', ''software'', ''dataset'', ''legal'', ''other''
    )',
    '
        kind = ''book'' OR kind = ''article'' OR kind = ''essay'' OR kind = ''novel'' OR kind = ''novella''
        OR kind = ''story'' OR kind = ''poetry'' OR kind = ''poem'' OR kind = ''play'' OR kind = ''memoir''
        OR kind = ''diary'' OR kind = ''biography'' OR kind = ''history'' OR kind = ''pamphlet'' OR kind = ''letter''
        OR kind = ''letters'' OR kind = ''speech'' OR kind = ''interview'' OR kind = ''review'' OR kind = ''introduction''
        OR kind = ''collection'' OR kind = ''reference-work'' OR kind = ''periodical'' OR kind = ''thesis''
        OR kind = ''report'' OR kind = ''document'' OR kind = ''web-page'' OR kind = ''podcast'' OR kind = ''film''
        OR kind = ''music'' OR kind = ''image'' OR kind = ''map'' OR kind = ''software'' OR kind = ''dataset''
        OR kind = ''legal'' OR kind = ''other''
    '
) WHERE type = 'table' AND name = 'work';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'state IN (''extant'', ''lost'', ''confiscated'', ''unpublished'', ''planned'', ''untitled'')',
    '
        state = ''extant'' OR state = ''lost'' OR state = ''confiscated'' OR state = ''unpublished''
        OR state = ''planned'' OR state = ''untitled''
    '
) WHERE type = 'table' AND name = 'work';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'kind IN (''original'', ''translation'', ''revision'', ''abridgement'', ''adaptation'', ''unstated'')',
    '
        kind = ''original'' OR kind = ''translation'' OR kind = ''revision'' OR kind = ''abridgement''
        OR kind = ''adaptation'' OR kind = ''unstated''
    '
) WHERE type = 'table' AND name = 'expression';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'entry_type IN (
        ''book'', ''multi-volume-book'', ''collection'', ''multi-volume-collection'', ''booklet'', ''chapter'',
        ''in-book'', ''book-in-book'', ''supplement'', ''collection-supplement'', ''article'', ''magazine-article'',
        ''newspaper-article'', ''preprint'', ''special-issue'', ''periodical'', ''periodical-supplement'', ''review'',
        ''book-review'', ''interview'', ''letter'', ''thesis'', ''report'', ''manual'', ''conference-paper'',
        ''proceedings'', ''multi-volume-proceedings'', ''encyclopedia-entry'', ''dictionary-entry'',
        ''reference-entry'', ''reference-work'', ''multi-volume-reference'', ''web-page'', ''blog-post'',
        ''forum-post'', ''podcast'', ''broadcast'', ''film'', ''video'', ''audio'', ''music'', ''musical-score'',
        ''performance'', ''manuscript'', ''speech'', ''event'', ''artwork'', ''image'', ''figure'', ''map'', ''dataset'',
        ''software'', ''legislation'', ''legal-case'', ''legal-document'', ''commentary'', ''bill'', ''hearing'',
        ''regulation'', ''treaty'', ''standard'', ''patent'', ''classic'', ''entry-set'', ''bibliographic-note'',
        ''document'', ''misc''
    )',
    '
        entry_type = ''book'' OR entry_type = ''article'' OR entry_type = ''chapter'' OR entry_type = ''collection''
        OR entry_type = ''multi-volume-book'' OR entry_type = ''multi-volume-collection'' OR entry_type = ''booklet''
        OR entry_type = ''in-book'' OR entry_type = ''book-in-book'' OR entry_type = ''supplement''
        OR entry_type = ''collection-supplement'' OR entry_type = ''magazine-article''
        OR entry_type = ''newspaper-article'' OR entry_type = ''preprint'' OR entry_type = ''special-issue''
        OR entry_type = ''periodical'' OR entry_type = ''periodical-supplement'' OR entry_type = ''review''
        OR entry_type = ''book-review'' OR entry_type = ''interview'' OR entry_type = ''letter''
        OR entry_type = ''thesis'' OR entry_type = ''report'' OR entry_type = ''manual''
        OR entry_type = ''conference-paper'' OR entry_type = ''proceedings''
        OR entry_type = ''multi-volume-proceedings'' OR entry_type = ''encyclopedia-entry''
        OR entry_type = ''dictionary-entry'' OR entry_type = ''reference-entry'' OR entry_type = ''reference-work''
        OR entry_type = ''multi-volume-reference'' OR entry_type = ''web-page'' OR entry_type = ''blog-post''
        OR entry_type = ''forum-post'' OR entry_type = ''podcast'' OR entry_type = ''broadcast''
        OR entry_type = ''film'' OR entry_type = ''video'' OR entry_type = ''audio'' OR entry_type = ''music''
        OR entry_type = ''musical-score'' OR entry_type = ''performance'' OR entry_type = ''manuscript''
        OR entry_type = ''speech'' OR entry_type = ''event'' OR entry_type = ''artwork'' OR entry_type = ''image''
        OR entry_type = ''figure'' OR entry_type = ''map'' OR entry_type = ''dataset'' OR entry_type = ''software''
        OR entry_type = ''legislation'' OR entry_type = ''legal-case'' OR entry_type = ''legal-document''
        OR entry_type = ''commentary'' OR entry_type = ''bill'' OR entry_type = ''hearing''
        OR entry_type = ''regulation'' OR entry_type = ''treaty'' OR entry_type = ''standard''
        OR entry_type = ''patent'' OR entry_type = ''classic'' OR entry_type = ''entry-set''
        OR entry_type = ''bibliographic-note'' OR entry_type = ''document'' OR entry_type = ''misc''
    '
) WHERE type = 'table' AND name = 'edition';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'kind IN (''original'', ''short'', ''alternative'', ''gloss'', ''parallel'', ''as-printed'', ''corrected'')',
    '
        kind = ''original'' OR kind = ''short'' OR kind = ''alternative'' OR kind = ''gloss'' OR kind = ''parallel''
        OR kind = ''as-printed'' OR kind = ''corrected''
    '
) WHERE type = 'table' AND name = 'title';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'kind IN (
        ''preferred'', ''birth'', ''pseudonym'', ''variant'', ''transliteration'', ''native'', ''married'', ''nickname''
    )',
    '
        kind = ''variant'' OR kind = ''preferred'' OR kind = ''birth'' OR kind = ''pseudonym''
        OR kind = ''transliteration'' OR kind = ''native'' OR kind = ''married'' OR kind = ''nickname''
    '
) WHERE type = 'table' AND name = 'agent_name';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'place IN (
        ''here'', ''set'', ''issue'', ''container'', ''series'', ''event'', ''original'', ''reprint''
    )',
    '
        place = ''here'' OR place = ''set'' OR place = ''issue'' OR place = ''container'' OR place = ''series''
        OR place = ''event'' OR place = ''original'' OR place = ''reprint''
    '
) WHERE type = 'table' AND name = 'contribution';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'role IN (
        ''author'', ''editor'', ''translator'', ''compiler'', ''abridger'', ''founder'', ''continuator'', ''redactor'',
        ''reviser'', ''collaborator'', ''organizer'', ''editorial-director'', ''annotator'', ''commentator'',
        ''introduction'', ''foreword'', ''afterword'', ''illustrator'', ''contributor'', ''holder'', ''director'',
        ''producer'', ''executive-producer'', ''script-writer'', ''series-creator'', ''performer'', ''narrator'',
        ''composer'', ''host'', ''guest'', ''interviewer'', ''recipient'', ''reviewed-author'', ''chair'', ''curator''
    )',
    '
        role = ''author'' OR role = ''translator'' OR role = ''editor'' OR role = ''compiler'' OR role = ''abridger''
        OR role = ''founder'' OR role = ''continuator'' OR role = ''redactor'' OR role = ''reviser''
        OR role = ''collaborator'' OR role = ''organizer'' OR role = ''editorial-director'' OR role = ''annotator''
        OR role = ''commentator'' OR role = ''introduction'' OR role = ''foreword'' OR role = ''afterword''
        OR role = ''illustrator'' OR role = ''contributor'' OR role = ''holder'' OR role = ''director''
        OR role = ''producer'' OR role = ''executive-producer'' OR role = ''script-writer'' OR role = ''series-creator''
        OR role = ''performer'' OR role = ''narrator'' OR role = ''composer'' OR role = ''host'' OR role = ''guest''
        OR role = ''interviewer'' OR role = ''recipient'' OR role = ''reviewed-author'' OR role = ''chair''
        OR role = ''curator''
    '
) WHERE type = 'table' AND name = 'contribution';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'kind IN (
        ''about'', ''review-of'', ''reply-to'', ''issue-of'', ''part-of'', ''quoted-in'', ''cited-in'',
        ''translation-mentioned'', ''also-published-as'', ''member'', ''see-also''
    )',
    '
        kind = ''about'' OR kind = ''review-of'' OR kind = ''reply-to'' OR kind = ''issue-of'' OR kind = ''part-of''
        OR kind = ''quoted-in'' OR kind = ''cited-in'' OR kind = ''translation-mentioned''
        OR kind = ''also-published-as'' OR kind = ''member'' OR kind = ''see-also''
    '
) WHERE type = 'table' AND name = 'relation';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'status IN (''want'', ''reading'', ''paused'', ''finished'', ''dropped'')',
    '
        status = ''want'' OR status = ''reading'' OR status = ''paused'' OR status = ''finished'' OR status = ''dropped''
    '
) WHERE type = 'table' AND name = 'reading';

UPDATE sqlite_schema SET sql = replace(
    sql,
    'verdict IN (''used'', ''rejected'', ''corrected'')',
    'verdict = ''used'' OR verdict = ''rejected'' OR verdict = ''corrected'''
) WHERE type = 'table' AND name = 'evidence';

PRAGMA writable_schema = RESET;
