-- Texts are joined with spaces; the tags of inline markup are taken out of titles.
WITH
    original (id, original_id) AS (
        SELECT
            edition.id,
            coalesce(
                edition.translated_from,
                (
                    SELECT source.id FROM edition AS source
                    WHERE source.expression_id = expression.derived_from
                    ORDER BY source.date_earliest IS NULL, source.date_earliest, source.position, source.id
                    LIMIT 1
                )
            )
        FROM json_each(?1) AS wanted
        JOIN edition ON edition.id = wanted.value
        JOIN expression ON expression.id = edition.expression_id
    ),
    spelled (agent_id, name) AS (
        SELECT
            agent_id,
            concat_ws(' ', given, dropping_particle, non_dropping_particle, family, suffix, literal)
        FROM agent_name
    ),
    marked (id, titles, people, publishers, notes, keywords) AS (
        SELECT
            edition.id,
            concat_ws(
                ' ', edition.title, edition.subtitle, edition.short_title, edition.set_title,
                edition.issue_title, work.title, original_edition.title, original_edition.subtitle,
                (
                    SELECT group_concat(text, ' ') FROM (
                        SELECT text FROM title WHERE edition_id = edition.id
                        UNION ALL
                        SELECT text FROM title WHERE expression_id = expression.id
                        UNION ALL
                        SELECT text FROM title WHERE work_id = work.id
                        UNION ALL
                        SELECT text FROM title WHERE edition_id = original_edition.id
                    )
                )
            ),
            (
                -- Who contributes twice is found twice: to look for that would take a table for each edition.
                SELECT group_concat(spelled.name, ' ')
                FROM (
                    SELECT agent_name_id FROM contribution WHERE edition_id = edition.id
                    UNION ALL
                    SELECT agent_name_id FROM contribution WHERE expression_id = expression.id
                    UNION ALL
                    SELECT agent_name_id FROM contribution WHERE work_id = expression.work_id
                    UNION ALL
                    SELECT agent_name_id FROM contribution WHERE edition_id = edition.container_id
                ) AS contribution
                JOIN agent_name AS used ON used.id = contribution.agent_name_id
                JOIN spelled ON spelled.agent_id = used.agent_id
            ),
            concat_ws(
                ' ', edition.publishers, edition.places, edition.institutions, edition.organizations,
                container.publishers, container.places
            ),
            concat_ws(
                ' ', edition.note, edition.addendum, edition.abstract, edition.annotation, expression.note,
                work.note
            ),
            (
                SELECT group_concat(word, ' ') FROM (
                    SELECT word FROM keyword WHERE edition_id = edition.id
                    UNION ALL
                    SELECT word FROM keyword WHERE work_id = expression.work_id
                )
            )
        FROM original
        JOIN edition ON edition.id = original.id
        JOIN expression ON expression.id = edition.expression_id
        JOIN work ON work.id = expression.work_id
        LEFT JOIN edition AS original_edition ON original_edition.id = original.original_id
        LEFT JOIN edition AS container ON container.id = edition.container_id
        ORDER BY edition.id
    )
INSERT INTO edition_text (rowid, title, people, publisher, note, keyword)
SELECT
    id,
    CASE WHEN instr(titles, '<') = 0 THEN titles ELSE
    replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(titles,
            '<i>', ''), '</i>', ''), '<b>', ''), '</b>', ''), '<sup>', ''), '</sup>', ''),
        '<sub>', ''), '</sub>', ''), '<sc>', ''), '</sc>', ''),
        '<span class="nocase">', ''), '<span class="math">', ''), '<span class="tex">', ''), '</span>', '')
    END,
    people,
    publishers,
    notes,
    keywords
FROM marked
