-- A signed report never changes, whoever writes: it is corrected by a new version (R5, ARCHITECTURE 6).
CREATE FUNCTION reports_refuse_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report record;
    is_signed boolean := false;
BEGIN
    IF TG_TABLE_NAME = 'reports_report' THEN
        is_signed := OLD.signed_at IS NOT NULL;
    ELSE
        -- FOR SHARE makes a number that comes while somebody signs wait, and then be refused.
        FOR report IN SELECT r.signed_at FROM reports_report r
                      WHERE r.id IN (OLD.report_id, NEW.report_id) ORDER BY r.id FOR SHARE LOOP
            is_signed := is_signed OR report.signed_at IS NOT NULL;
        END LOOP;
    END IF;
    IF is_signed THEN
        RAISE EXCEPTION '这份材料已经签发，不能再改；要更正，请出一个新版本。'
            USING ERRCODE = '23N01', CONSTRAINT = 'reports_signed_is_frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_signed_is_frozen
    BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_signed();
CREATE TRIGGER reports_signed_numbers_are_frozen
    BEFORE INSERT OR UPDATE OR DELETE ON reports_frozennumber
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_signed();
