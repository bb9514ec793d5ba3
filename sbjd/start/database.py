"""The database: reachable, not newer than the code, migrated, and with the plans in it."""

import hashlib

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sbjd.start import StartError


def outstanding():
    """The migrations that the database still lacks, as a plan for the executor; empty when it is up to date.

    Raises StartError if the database cannot be reached, or if it has seen migrations that this code
    does not know: it was made by a newer version, and an older one must not write into it.
    """
    # One connection will do here, and says at once what a pool would first try again for a while.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise StartError(f"无法连接数据库：{str(error).strip()}") from error
    loader = executor.loader
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    unknown = sorted(".".join(key) for key in set(loader.applied_migrations) - known)
    if unknown:
        raise StartError(
            f"数据库比程序新（含有程序不认识的迁移 {'、'.join(unknown)}），请升级程序，或换用旧的数据库备份。"
        )
    return executor.migration_plan(loader.graph.leaf_nodes())


def migrate():
    """Bring the tables up to the code, and the groups to the rights that its pages ask for."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("set_up_groups", verbosity=0)


def fixtures_digest():
    """Changes with every file under fixtures/, and with the PostgreSQL database that they went into (the
    SQLite file stands beside the note, and both may be moved)."""
    digest = hashlib.sha256()
    if connection.vendor == "postgresql":
        digest.update(repr([connection.settings_dict[key] for key in ("HOST", "PORT", "NAME")]).encode())
    folder = settings.BASE_DIR / "fixtures"
    for file in sorted(folder.rglob("*.json")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\n")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def index_is_outdated():
    """True if the search index was never filled, or made by another version."""
    from measures.indexing import needs_rebuild

    return needs_rebuild()


def rebuild_index():
    """Make the search index anew."""
    call_command("rebuild_index", verbosity=0)


def load_plans():
    """Bring the plans in the database up to the fixtures; what a person edited stays as it is."""
    call_command("load_plans", write=True, verbosity=0)
