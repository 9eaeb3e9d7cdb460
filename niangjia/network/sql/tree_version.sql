-- The version of the network rises with every statement that changes it; caches are named by it.
INSERT INTO network_treeversion (id, version) VALUES (1, 0);
CREATE FUNCTION network_raise_tree_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE network_treeversion SET version = version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER network_raise_tree_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON network_placement
    FOR EACH STATEMENT EXECUTE FUNCTION network_raise_tree_version();
CREATE TRIGGER network_raise_tree_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON network_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION network_raise_tree_version();
