"""The SQL of the triggers, for SQLite and for PostgreSQL.

SQLite fires them for each row. In a trigger, the outer statement's OR REPLACE or OR IGNORE takes the place
of any such clause inside, but not of ON CONFLICT DO UPDATE, which therefore stands here.

PostgreSQL fires them once a statement, with the rows in transition tables. Before a statement touches a row
it locks the one row of corpus_revision: all writers take that lock first, so they queue instead of running
into each other, and numbers become visible in their order. The numbers come from a sequence and the revision
is the highest of them in corpus_lastchange: a row updated by every statement of a long transaction would grow
a version each time, and all of them would be walked through the next time.
"""

EVENTS = ("insert", "update", "delete")
_SIDES = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}

_SQLITE_RAISE = """
    INSERT INTO corpus_revision (id, number, stamp, lineage) VALUES (1, 1, random(), random())
        ON CONFLICT (id) DO UPDATE SET number = number + 1, stamp = random();"""
_SQLITE_NOTE = """
    INSERT INTO corpus_lastchange (subject, subject_id, number)
        SELECT '{subject}', {side}."{column}", number FROM corpus_revision WHERE {condition}
        ON CONFLICT (subject, subject_id) DO UPDATE SET number = excluded.number;"""

POSTGRES_FUNCTIONS = """
CREATE SEQUENCE corpus_number;

CREATE FUNCTION corpus_random() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT (random() * 9e15)::bigint
$$;

CREATE FUNCTION corpus_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM corpus_revision WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO corpus_revision (id, number, stamp, lineage) VALUES (1, 0, 0, corpus_random())
            ON CONFLICT (id) DO NOTHING;
        PERFORM 1 FROM corpus_revision WHERE id = 1 FOR UPDATE;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION corpus_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- TG_ARGV: subject, column, subject, column, …
    sources text[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY['come']
        WHEN 'UPDATE' THEN ARRAY['gone', 'come']
        WHEN 'DELETE' THEN ARRAY['gone']
        ELSE ARRAY[quote_ident(TG_TABLE_SCHEMA) || '.' || quote_ident(TG_TABLE_NAME)] END;
    source text;
    touched boolean;
    raised bigint;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || sources[1] || ')' INTO touched;
    IF NOT touched THEN
        RETURN NULL;
    END IF;
    raised := nextval('corpus_number');
    FOREACH source IN ARRAY sources LOOP
        FOR place IN 0 .. TG_NARGS - 2 BY 2 LOOP
            EXECUTE format(
                'INSERT INTO corpus_lastchange (subject, subject_id, number) '
                'SELECT DISTINCT %L, %I, $1 FROM %s WHERE %I IS NOT NULL '
                'ON CONFLICT (subject, subject_id) DO UPDATE SET number = excluded.number',
                TG_ARGV[place], TG_ARGV[place + 1], source, TG_ARGV[place + 1]
            ) USING raised;
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$$;
"""
POSTGRES_NO_FUNCTIONS = """
DROP FUNCTION corpus_note();
DROP FUNCTION corpus_hold();
DROP FUNCTION corpus_random();
DROP SEQUENCE corpus_number;
"""
_TRANSITIONS = {
    "insert": "REFERENCING NEW TABLE AS come",
    "update": "REFERENCING OLD TABLE AS gone NEW TABLE AS come",
    "delete": "REFERENCING OLD TABLE AS gone",
}


def create(vendor, table, subjects):
    """Statements that install the triggers of `table`; `subjects` as in `Watched`."""
    return {"sqlite": _create_sqlite, "postgresql": _create_postgres}[vendor](table, subjects)


def drop(vendor, table):
    """Statements that take them away, whichever of them are there."""
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in names(vendor, table)]


def names(vendor, table):
    """The names of all triggers of a watched table."""
    events = EVENTS if vendor == "sqlite" else ("hold", *EVENTS, "truncate")
    return [f"corpus_{table}_{event}" for event in events]


def _create_sqlite(table, subjects):
    statements = []
    for name, event in zip(names("sqlite", table), EVENTS, strict=True):
        body = _SQLITE_RAISE
        for subject, column in subjects:
            for side in _SIDES[event]:
                condition = f'{side}."{column}" IS NOT NULL'
                if side == "NEW" and event == "update":
                    condition += f' AND NEW."{column}" IS NOT OLD."{column}"'
                body += _SQLITE_NOTE.format(subject=subject, side=side, column=column, condition=condition)
        statements.append(f'CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{table}" BEGIN{body}\nEND')
    return statements


def _create_postgres(table, subjects):
    hold, *noting, truncate = names("postgresql", table)
    arguments = ", ".join(f"'{part}'" for pair in subjects for part in pair)
    return [
        f'CREATE TRIGGER "{hold}" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION corpus_hold()",
        *(
            f'CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{table}" {_TRANSITIONS[event]} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION corpus_note({arguments})"
            for name, event in zip(noting, EVENTS, strict=True)
        ),
        # Before: afterwards nobody could say which rows there were.
        f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION corpus_note({arguments})",
    ]
