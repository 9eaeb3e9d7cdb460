-- The hash chain over the journal (R27, ADR 23). A writer leaves the number of his entry in a queue and
-- waits for nobody; base_seal_pending, called by one sealer at a time, chains what has been committed.

-- The queue: filled by the entry's own insert, as the owner, since nobody else may write it. The
-- transaction tells whose entry it still is.
CREATE FUNCTION base_queue_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO base_unsealedentry (entry_id, made_in) VALUES (NEW.id, pg_current_xact_id()::text);
    RETURN NULL;
END $$;
CREATE TRIGGER base_entries_are_queued
    AFTER INSERT ON base_entry FOR EACH ROW EXECUTE FUNCTION base_queue_entry();

-- An entry may be completed by the act that makes it, and is never touched again.
CREATE FUNCTION base_refuse_old_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM base_unsealedentry u
                    WHERE u.entry_id = OLD.id AND u.made_in = pg_current_xact_id()::text) THEN
        RAISE EXCEPTION '日志写下以后不能改，也不能删。'
            USING ERRCODE = '23N01', CONSTRAINT = 'base_entries_stay';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER base_entries_stay
    BEFORE UPDATE OR DELETE ON base_entry FOR EACH ROW EXECUTE FUNCTION base_refuse_old_entry();

-- The canonical text: every part with its length in bytes before it, so that no two lists of parts
-- read the same; a missing part is "-". The same in niangjia/base/chain.py.
CREATE FUNCTION base_chain_text(parts text[]) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT convert_to(string_agg(
               coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-') || ',', '' ORDER BY place),
           'UTF8')
      FROM unnest(parts) WITH ORDINALITY AS one (part, place)
$$;

-- Tables of before-images with their columns, in the order in which these were made.
CREATE FUNCTION base_images_tables() RETURNS TABLE (name text, columns text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT c.relname::text, string_agg(a.attname, ',' ORDER BY a.attnum)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
     GROUP BY c.oid, c.relname HAVING bool_or(a.attname = 'pgh_context_id')
$$;

-- What acts left in one table of before-images: how many rows, and a digest of these columns of them.
-- The settings fix how PostgreSQL writes a row, whoever asks.
CREATE FUNCTION base_images_digest(images text, columns text, acts uuid[])
RETURNS TABLE (act uuid, many bigint, digest text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
SET intervalstyle = 'postgres' SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
DECLARE
    listed text;
BEGIN
    SELECT string_agg(quote_ident(one), ',' ORDER BY place) INTO listed
      FROM unnest(string_to_array(columns, ',')) WITH ORDINALITY AS names (one, place);
    RETURN QUERY EXECUTE format(
        'SELECT pgh_context_id, count(*), encode(sha256(string_agg('
        '  sha256(convert_to(ROW(%s)::text, ''UTF8'')), ''''::bytea ORDER BY pgh_id)), ''hex'')'
        ' FROM %I WHERE pgh_context_id = ANY ($1) GROUP BY pgh_context_id', listed, images) USING acts;
END $$;

-- The same over all tables: one line per table, "table columns many digest".
CREATE FUNCTION base_images_of(acts uuid[]) RETURNS TABLE (made_by uuid, images text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT d.act, string_agg(concat_ws(' ', t.name, t.columns, d.many, d.digest), E'\n'
                             ORDER BY t.name COLLATE "C")
      FROM base_images_tables() t, LATERAL base_images_digest(t.name, t.columns, acts) d
     GROUP BY d.act
$$;

-- Seal the oldest so many committed entries; how many were dealt with, or NULL while another session
-- seals. As the owner: the web role can have entries sealed, and write no seal of its own.
CREATE FUNCTION base_seal_pending(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    waiting bigint[];
    acts uuid[];
    last_number bigint := 0;
    last_hash bytea := decode(repeat('00', 32), 'hex');
    one record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7266256) THEN
        RETURN NULL;
    END IF;
    -- From here on each statement sees all that earlier sealers committed (READ COMMITTED).
    SELECT array_agg(u.entry_id) INTO waiting
      FROM (SELECT entry_id FROM base_unsealedentry ORDER BY entry_id LIMIT most) u;
    IF waiting IS NULL THEN
        RETURN 0;
    END IF;
    FOR one IN SELECT s.number, s.hash FROM base_entryseal s ORDER BY s.number DESC LIMIT 1 LOOP
        last_number := one.number;
        last_hash := one.hash;
    END LOOP;
    SELECT array_agg(e.public_id) INTO acts FROM base_entry e WHERE e.id = ANY (waiting);
    FOR one IN
        SELECT e.*, coalesce(i.images, '') AS images
          FROM base_entry e LEFT JOIN base_images_of(acts) i ON i.made_by = e.public_id
         WHERE e.id = ANY (waiting) AND NOT EXISTS (SELECT FROM base_entryseal s WHERE s.entry_id = e.id)
         ORDER BY e.id
    LOOP
        last_number := last_number + 1;
        last_hash := sha256(last_hash || base_chain_text(ARRAY[
            'niangjia.seal.1', one.id::text, one.public_id::text, one.act, one.by_id::text, one.post,
            one.organisation_id::text, one.summary, one.reason, one.batch::text, one.undoes_id::text,
            to_char(one.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), one.images]));
        INSERT INTO base_entryseal (number, entry_id, images, hash)
        VALUES (last_number, one.id, one.images, last_hash);
    END LOOP;
    DELETE FROM base_unsealedentry u WHERE u.entry_id = ANY (waiting);
    RETURN cardinality(waiting);
END $$;

-- What was there before: creating the triggers has waited for whoever was writing.
INSERT INTO base_unsealedentry (entry_id, made_in) SELECT id, '' FROM base_entry;
