-- The version of the network changes with every statement that changes the network; caches are
-- named by it. It comes from a sequence: a number used in a transaction that was rolled back must
-- never name another state, or a process would go on with the tree that nobody has.
CREATE SEQUENCE network_tree_version;
INSERT INTO network_treeversion (id, version) VALUES (1, 0);
CREATE FUNCTION network_raise_tree_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE network_treeversion SET version = nextval('network_tree_version');
    RETURN NULL;
END $$;
CREATE TRIGGER network_raise_tree_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON network_placement
    FOR EACH STATEMENT EXECUTE FUNCTION network_raise_tree_version();
CREATE TRIGGER network_raise_tree_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON network_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION network_raise_tree_version();
