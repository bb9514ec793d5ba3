"""The history of the whole desk, in the admin."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from sbjd.desk.editing import History

admin.site.register(LogEntry, History)
