-- A placement lies inside the life of the child and of the parent (R10). Deferred: one act may
-- write the rows in any order. FOR SHARE makes a concurrent shortening of a life wait its turn.
CREATE FUNCTION network_placement_within_lives() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life record;
    edge record;
BEGIN
    IF TG_TABLE_NAME = 'network_placement' THEN
        SELECT p.* INTO edge FROM network_placement p WHERE p.id = NEW.id;
        IF NOT FOUND THEN RETURN NULL; END IF;
        FOR life IN SELECT o.* FROM network_organisation o
                    WHERE o.id IN (edge.organisation_id, edge.parent_id) ORDER BY o.id FOR SHARE LOOP
            IF NOT daterange(edge.starts_on, edge.ends_on) <@ daterange(life.starts_on, life.ends_on) THEN
                RAISE EXCEPTION '隶属的日期超出了组织存在的日期，请核对成立、撤销和改隶的日期。'
                    USING ERRCODE = '23N01', CONSTRAINT = 'network_placement_within_lives';
            END IF;
        END LOOP;
    ELSE
        SELECT o.* INTO life FROM network_organisation o WHERE o.id = NEW.id;
        IF EXISTS (SELECT FROM network_placement p
                   WHERE (p.organisation_id = NEW.id OR p.parent_id = NEW.id)
                     AND NOT daterange(p.starts_on, p.ends_on) <@ daterange(life.starts_on, life.ends_on)) THEN
            RAISE EXCEPTION '这个组织还有下级或隶属关系超出它存在的日期，先处理下级，再改它的日期。'
                USING ERRCODE = '23N01', CONSTRAINT = 'network_placement_within_lives';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER network_placement_within_lives
    AFTER INSERT OR UPDATE ON network_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network_placement_within_lives();
CREATE CONSTRAINT TRIGGER network_organisation_keeps_its_placements
    AFTER UPDATE OF starts_on, ends_on ON network_organisation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network_placement_within_lives();
