-- Paths as of a day for one organisation and all below it (R11). Where no placement holds on that
-- day the latest one before counts, else the first one after: ended units keep their last place.
CREATE FUNCTION network_refresh_paths(root bigint, day date) RETURNS void LANGUAGE sql AS $$
    WITH RECURSIVE current_parent AS (
        SELECT DISTINCT ON (p.organisation_id) p.organisation_id, p.parent_id
        FROM network_placement p
        ORDER BY p.organisation_id,
                 (daterange(p.starts_on, p.ends_on) @> day) DESC,
                 (p.starts_on > day) NULLS FIRST,
                 CASE WHEN p.starts_on > day THEN p.starts_on END,
                 p.starts_on DESC NULLS LAST
    ), upward(organisation_id, steps) AS (
        SELECT root, 0 UNION ALL
        SELECT c.parent_id, steps + 1 FROM upward u JOIN current_parent c USING (organisation_id)
        WHERE steps < 40
    ), prefix AS (
        SELECT coalesce(string_agg(lpad(to_hex(organisation_id), 8, '0'), '' ORDER BY steps DESC), '') AS path
        FROM upward WHERE steps > 0
    ), downward(organisation_id, path) AS (
        SELECT root, prefix.path || lpad(to_hex(root), 8, '0') FROM prefix UNION ALL
        SELECT c.organisation_id, d.path || lpad(to_hex(c.organisation_id), 8, '0')
        FROM downward d JOIN current_parent c ON c.parent_id = d.organisation_id
        WHERE length(d.path) < 232
    )
    UPDATE network_organisation o SET path = d.path FROM downward d
    WHERE o.id = d.organisation_id AND o.path IS DISTINCT FROM d.path;
$$;
