-- What every listed edition is looked up by, in order of rows. The first author stands for all; where a list is given
-- with the edition itself it goes before that of the work; an editor stands where nobody is the author.
SELECT
    edition.id, edition.title, edition.subtitle, edition.short_title, edition.date, edition.url, edition.eprint,
    work.title AS work_title,
    coalesce(
        (
            SELECT coalesce(nullif(agent_name.family, ''), nullif(agent_name.literal, ''), agent_name.given)
            FROM contribution JOIN agent_name ON agent_name.id = contribution.agent_name_id
            WHERE contribution.edition_id = edition.id
                AND contribution.role = 'author' AND contribution.place = 'here'
            ORDER BY contribution.position, contribution.id LIMIT 1
        ),
        (
            SELECT coalesce(nullif(agent_name.family, ''), nullif(agent_name.literal, ''), agent_name.given)
            FROM contribution JOIN agent_name ON agent_name.id = contribution.agent_name_id
            WHERE contribution.work_id = work.id
                AND contribution.role = 'author' AND contribution.place = 'here'
            ORDER BY contribution.position, contribution.id LIMIT 1
        ),
        (
            SELECT coalesce(nullif(agent_name.family, ''), nullif(agent_name.literal, ''), agent_name.given)
            FROM contribution JOIN agent_name ON agent_name.id = contribution.agent_name_id
            WHERE contribution.edition_id = edition.id
                AND contribution.role = 'editor' AND contribution.place = 'here'
            ORDER BY contribution.position, contribution.id LIMIT 1
        )
    ) AS lead
FROM edition
JOIN expression ON expression.id = edition.expression_id
JOIN work ON work.id = expression.work_id
WHERE edition.standing = 'listed'
ORDER BY edition.id
