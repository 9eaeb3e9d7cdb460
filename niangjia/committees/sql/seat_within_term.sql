-- A seat lies inside its term and sits in the term's organisation; a post lies inside its seat;
-- a term lies inside the life of its organisation (R10, R12).
CREATE OR REPLACE FUNCTION committees_refuse(what text, which text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', what USING ERRCODE = '23N01', CONSTRAINT = which;
END $$;

-- Locking the term (or the seat) makes the second of two transactions that would together break the
-- rule wait for the first one and see it.
CREATE OR REPLACE FUNCTION committees_check_seat(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    outside boolean;
BEGIN
    SELECT s.organisation_id <> t.organisation_id
           OR NOT daterange(s.starts_on, s.ends_on) <@ daterange(t.starts_on, t.ends_on)
        INTO outside FROM committees_committeeseat s JOIN committees_term t ON t.id = s.term_id
        WHERE s.id = checked FOR SHARE OF t;
    IF outside THEN
        PERFORM committees_refuse('任职的日期超出了这一届的日期，请核对任职起止和换届日期。',
                                  'committees_seat_within_term');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION committees_check_post(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    outside boolean;
BEGIN
    SELECT p.organisation_id <> s.organisation_id
           OR NOT daterange(p.starts_on, p.ends_on) <@ daterange(s.starts_on, s.ends_on)
        INTO outside FROM committees_seatpost p JOIN committees_committeeseat s ON s.id = p.seat_id
        WHERE p.id = checked FOR SHARE OF s;
    IF outside THEN
        PERFORM committees_refuse('职务的日期超出了任职的日期，请核对。', 'committees_post_within_seat');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION committees_check_term(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    term record;
    life record;
BEGIN
    SELECT t.* INTO term FROM committees_term t WHERE t.id = checked;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT o.* INTO life FROM network_organisation o WHERE o.id = term.organisation_id FOR SHARE;
    IF NOT daterange(term.starts_on, term.ends_on) <@ daterange(life.starts_on, life.ends_on) THEN
        PERFORM committees_refuse('这一届的日期超出了组织存在的日期，请核对成立、撤销和选举日期。',
                                  'committees_term_within_life');
    END IF;
    IF EXISTS (SELECT FROM committees_committeeseat s WHERE s.term_id = checked
               AND (s.organisation_id <> term.organisation_id
                    OR NOT daterange(s.starts_on, s.ends_on) <@ daterange(term.starts_on, term.ends_on))) THEN
        PERFORM committees_refuse('任职的日期超出了这一届的日期，请核对任职起止和换届日期。',
                                  'committees_seat_within_term');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION committees_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'committees_committeeseat' THEN
        PERFORM committees_check_seat(NEW.id);
        IF TG_OP = 'UPDATE' THEN  -- the posts of a new seat are newer still and checked themselves
            PERFORM committees_check_post(p.id) FROM committees_seatpost p WHERE p.seat_id = NEW.id;
        END IF;
    ELSIF TG_TABLE_NAME = 'committees_seatpost' THEN
        PERFORM committees_check_post(NEW.id);
    ELSIF TG_TABLE_NAME = 'committees_term' THEN
        PERFORM committees_check_term(NEW.id);
    ELSE
        PERFORM committees_check_term(t.id) FROM committees_term t WHERE t.organisation_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS committees_seat_within_term ON committees_committeeseat;
CREATE CONSTRAINT TRIGGER committees_seat_within_term AFTER INSERT OR UPDATE ON committees_committeeseat
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION committees_check();
DROP TRIGGER IF EXISTS committees_post_within_seat ON committees_seatpost;
CREATE CONSTRAINT TRIGGER committees_post_within_seat AFTER INSERT OR UPDATE ON committees_seatpost
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION committees_check();
DROP TRIGGER IF EXISTS committees_term_within_life ON committees_term;
CREATE CONSTRAINT TRIGGER committees_term_within_life AFTER INSERT OR UPDATE ON committees_term
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION committees_check();
DROP TRIGGER IF EXISTS committees_organisation_keeps_its_terms ON network_organisation;
CREATE CONSTRAINT TRIGGER committees_organisation_keeps_its_terms
    AFTER UPDATE OF starts_on, ends_on ON network_organisation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION committees_check();
