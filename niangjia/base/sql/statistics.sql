-- The planner's knowledge of the tables, anew. As the owner's function: the web role owns nothing,
-- and only an owner may ANALYZE before PostgreSQL 17.
CREATE OR REPLACE FUNCTION base_refresh_statistics(tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY tables LOOP
        EXECUTE format('ANALYZE %I', one);
    END LOOP;
END $$;
