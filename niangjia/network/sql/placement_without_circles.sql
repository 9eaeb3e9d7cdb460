-- No organisation stands below itself on any day, by whatever detour (R10). The advisory lock
-- lets two transactions that would close a circle together see each other.
CREATE FUNCTION network_placement_without_circles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('network_placement'));
    IF EXISTS (
        WITH RECURSIVE above(organisation_id, starts_on, ends_on, steps) AS (
            SELECT p.parent_id, p.starts_on, p.ends_on, 1
            FROM network_placement p WHERE p.id = NEW.id
            UNION ALL
            SELECT p.parent_id, GREATEST(a.starts_on, p.starts_on), LEAST(a.ends_on, p.ends_on), a.steps + 1
            FROM above a JOIN network_placement p ON p.organisation_id = a.organisation_id
             AND daterange(p.starts_on, p.ends_on) && daterange(a.starts_on, a.ends_on)
            WHERE a.organisation_id <> NEW.organisation_id AND a.steps < 40
        )
        SELECT FROM above WHERE organisation_id = NEW.organisation_id OR steps >= 40
    ) THEN
        RAISE EXCEPTION '这样一来，这个组织就成了自己的下级，请换一个上级。'
            USING ERRCODE = '23N01', CONSTRAINT = 'network_placement_without_circles';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER network_placement_without_circles
    AFTER INSERT OR UPDATE ON network_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network_placement_without_circles();
