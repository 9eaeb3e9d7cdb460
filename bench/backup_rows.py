"""A large office for bench/backup.py: a small one by the operations, its rows multiplied by SQL."""

import os
import sys
from datetime import date

from niangjia.site import database

database.make_ready()

import psycopg
from psycopg import sql

from niangjia.base import journal
from niangjia.base.sealing import blind_index, seal
from niangjia.committees.operations import ElectionDraft, Member, elect
from niangjia.ledgers.models import Import, ImportRow
from niangjia.people.models import Person
from tests.cast import TODAY, found_county

PURPOSE = "people.person.phone"
# Table → how many rows of a thousand people's office, and what differs in the n-th of them.
COPIES = {
    "people_person": (1000, {
        "name": "chr(20000 + n % 300) || chr(21000 + n % 5000) || chr(22000 + n / 7 % 3000)",
        "birth_year": "1950 + n % 50",
        "workplace": "'第' || n % 4000 || '单位'",
        # As long as a sealed number, and as impossible to compress.
        "phone_sealed": "sha256(n::text::bytea) || substr(sha256((-n)::text::bytea), 1, 8)",
        "phone_index": "substr(sha256((n * 3)::text::bytea), 1, 16)",
    }),
    "people_personbefore": (1000, {"id": "n", "pgh_obj_id": "n", "name": "'甲' || n % 70000"}),
    "ledgers_importrow": (1900, {
        "row": "n", "raw": "'1963.' || n % 12", "detail": "md5(n::text)",
    }),
    "committees_committeeseat": (50, {"person_id": "n"}),
    "committees_seatpost": (50, {"seat_id": "n", "post": "'standing'"}),
}  # fmt: skip
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
KEYS = ("id", "pgh_id")


def one_of_each() -> None:
    """One person with a telephone and a before-image, in one seat with one post."""
    county = found_county()
    with journal.act("录入", by=None) as entry:
        sealed, index = seal("10000000000", purpose=PURPOSE), blind_index("1", purpose=PURPOSE)
        person = Person.objects.create(
            entry=entry, name="甲某", phone_sealed=sealed, phone_index=index
        )
    draft = ElectionDraft(county.jia, date(2017, 6, 8), [Member(person, "standing")])
    elect(by=None, draft=draft, today=TODAY)
    with journal.act("修改", by=None):
        Person.objects.filter(pk=person.pk).update(workplace="示例单位")
    one = {"file_name": "名册.xlsx", "kind": "committee-roster", "sha256": "0" * 64}
    counts = dict.fromkeys(("records", "created", "changed", "unchanged"), 0)
    made = Import.objects.create(entry=entry, organisation=county.jia, **one, **counts)
    ImportRow.objects.create(batch=made, sheet="名册", row=1, fate="record", is_warning=True)


def multiply(connection: psycopg.Connection, table: str, people: int) -> None:
    """Copy the first row of a table so many times; its rules are checked by the restore."""
    per_thousand, changed = COPIES[table]
    copies = per_thousand * people // 1000
    columns = [name for (name,) in connection.execute(COLUMNS, [table])]
    key = "pgh_id" if "pgh_id" in columns else "id"
    values = [sql.SQL(_value(column, key, changed)) for column in columns]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    copying = sql.SQL(
        "INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values}"
        " FROM (SELECT * FROM {table} LIMIT 1) one, generate_series(2, {copies}) n"
    )
    # Row by row the triggers would take minutes; what they would refuse is not made here.
    switch = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
    connection.execute(switch.format(sql.Identifier(table), sql.SQL("DISABLE")))
    connection.execute(
        copying.format(
            table=sql.Identifier(table),
            names=names,
            values=sql.SQL(", ").join(values),
            copies=sql.Literal(copies),
        )
    )
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    connection.execute(switch.format(sql.Identifier(table), sql.SQL("ENABLE")))


def _value(column: str, key: str, changed: dict[str, str]) -> str:
    if column == key:
        return "n"
    if column == "public_id":
        return "gen_random_uuid()"
    return changed.get(column, f'one."{column}"')


def main(people: int) -> None:
    """Fill the database of NIANGJIA_HOME with so many people and three times as many rows more."""
    one_of_each()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        for table in COPIES:
            multiply(connection, table, people)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
