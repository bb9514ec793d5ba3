"""Filling in the admin's forms as a browser would: what the page holds, then what a person types."""

from html.parser import HTMLParser

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse


class _Form(HTMLParser):
    """The values of every control of a page's last form."""

    def __init__(self):
        super().__init__()
        self.values, self.select, self.area, self.first = {}, None, None, False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") not in ("submit", "checkbox", "radio", "button"):
            self.values[name] = attrs.get("value") or ""
        elif tag == "input" and attrs.get("type") == "radio" and "checked" in attrs:
            self.values[name] = attrs.get("value", "")
        elif tag == "input" and attrs.get("type") == "checkbox" and "checked" in attrs:
            self.values[name] = "on"
        elif tag == "select":
            self.select = name
            self.values.setdefault(name, "")
        elif tag == "option" and "selected" in attrs:
            self.values[self.select] = attrs.get("value", "")
        elif tag == "textarea":
            self.area, self.first = name, True
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            if self.first and data.startswith("\n"):
                data = data[1:]
            self.first = False
            self.values[self.area] += data


def desk_of(name):
    """The desk as an administrator of this name, made for it, has it open."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser(name, password="a-password"))
    return client


def form_values(page):
    """What a browser would send for the form of `page` if nothing were changed; lines end in CR LF."""
    parser = _Form()
    parser.feed(page.content.decode())
    return {
        name: value.replace("\r\n", "\n").replace("\n", "\r\n")
        for name, value in parser.values.items()
        if name and "__prefix__" not in name
    }


def edit(client, url, reason="核对原文后改正", **changes):
    """Open the form at `url`, type `changes` over it, and send it."""
    values = form_values(client.get(url))
    if reason:
        values["change_reason"] = reason
    return client.post(url, {**values, **changes})


def errors(response):
    """The sentences the form answers with, "" when it was saved."""
    if response.status_code == 302:
        return ""
    context = response.context
    found = [str(error) for errors in context["adminform"].form.errors.values() for error in errors]
    for inline in context["inline_admin_formsets"]:
        found += [str(error) for error in inline.formset.non_form_errors()]
        rows = [errors for form in inline.formset.forms for errors in form.errors.values()]
        found += [str(error) for errors in rows for error in errors]
    return " ".join(found) or " ".join(map(str, context["errors"]))


def page_of(row, page="change", model=None):
    """The address of a page of one row in the admin, by default its form."""
    meta = (model or type(row))._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])


def list_of(model):
    """The address of a list in the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
