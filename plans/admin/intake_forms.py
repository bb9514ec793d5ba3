"""Forms for bringing a document in: the file or the text, and what it is."""

from typing import ClassVar

from django import forms

from plans.intake import slugs
from plans.intake.proposing import Taken, give_slug
from plans.models import DemonstrationBase, IntakePlan, WorkPlan
from plans.scopes import is_limited, within_scope

NEW, REVISION, LEFT_OUT = "new", "revision", "left_out"
_WIDE = {"class": "vTextField"}
_NEW_BASE = (
    "base_name", "base_short_name", "base_kind", "base_batch", "base_province", "base_city", "base_slug",
)  # fmt: skip


class SeveralFiles(forms.ClearableFileInput):
    """A control that takes more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The list of the files that were chosen."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        """Check each as a single file is checked; an empty one is refused later, by name."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class ReceiveForm(forms.Form):
    """Files, or pasted text."""

    files = FilesField(
        label="文件",
        required=False,
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": ".docx,.docm,.pdf,.html,.htm,.txt,.md"}),
        help_text="Word（.docx）、文字版 PDF、网页（.html）、纯文本（.txt）或 Markdown（.md），可选多份。",
    )
    text = forms.CharField(
        label="或粘贴全文",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
        help_text="从网页或文档中复制的全文，标题也要在内。",
    )

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("files") and not self.cleaned_data.get("text", "").strip():
            raise forms.ValidationError("请选择文件，或粘贴文字。")
        return self.cleaned_data


class FactsForm(forms.ModelForm):
    """What a plan is: a new one of a base, a new version of one the site has, or nothing to keep. Who is
    limited to some bases chooses among these."""

    what = forms.ChoiceField(
        label="收录为",
        choices=[(NEW, "新方案"), (REVISION, "已有方案的修订稿"), (LEFT_OUT, "不收录这一份")],
        widget=forms.RadioSelect,
    )
    revised = forms.ModelChoiceField(
        label="修订的是",
        queryset=WorkPlan.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label="（请选择）",
        help_text="新旧文字逐项比较，人工改过的内容保留，发布前可逐项查看。",
    )
    base = forms.ModelChoiceField(
        label="示范基地",
        queryset=DemonstrationBase.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label="（新的示范基地，在下面填写）",
    )

    source_url = forms.URLField(
        label="来源网址", required=False, assume_scheme="https", widget=forms.URLInput({"class": "vURLField"})
    )

    # Plain text, so that what is wrong with a slug is said in our own words.
    base_slug = forms.CharField(
        label="示范基地标识", required=False, help_text="用作网址，小写拼音；留空则按简称取名。"
    )
    slug = forms.CharField(
        label="方案标识",
        required=False,
        help_text="用作网址和编码的开头，如 haidian-2019；留空则自动取名。发布后不再改变。",
    )

    class Meta:
        model = IntakePlan
        fields = (
            "title", "issuer", "document_number", "published", "source_url",
            "base_name", "base_short_name", "base_slug", "base_kind", "base_batch", "base_province",
            "base_city", "slug",
        )  # fmt: skip
        widgets: ClassVar = {
            "title": forms.TextInput(attrs=_WIDE),
            "issuer": forms.TextInput(attrs=_WIDE),
        }
        help_texts: ClassVar = {
            "base_short_name": "列表和表格中用的名称，如“南山”。",
            "base_batch": "国家公布的第几批，不清楚就留空。",
        }

    def __init__(self, *args, instance, user, **options):
        self.user = user
        bases = within_scope(user, DemonstrationBase.objects.order_by("order", "slug"))
        self.on_site = bases.filter(slug=instance.base_slug or None).first()
        initial = {"what": NEW, "base": self.on_site, "revised": instance.slug if instance.revises else None}
        if instance.state == IntakePlan.State.LEFT_OUT:
            initial["what"] = LEFT_OUT
        elif instance.revises:
            initial["what"] = REVISION
        super().__init__(*args, instance=instance, initial=initial, **options)
        self.fields["base"].queryset = bases
        self.fields["revised"].queryset = within_scope(user, WorkPlan.objects.order_by("base__order", "slug"))
        if is_limited(user):
            self.fields["base"].empty_label = "（请选择）"
            for name in _NEW_BASE:
                del self.fields[name]
        for name in {"title", "base_name", "base_short_name"} & self.fields.keys():
            self.fields[name].required = False

    def groups(self):
        """[(heading, [bound field, …])] for the page."""
        rows = (
            ("", ("what", "revised")),
            ("方案", ("title", "issuer", "document_number", "published", "source_url")),
            ("示范基地", ("base",)),
            *(() if is_limited(self.user) else (("新的示范基地", _NEW_BASE),)),
            ("网址", ("slug",)),
        )
        return [(heading, [self[name] for name in names]) for heading, names in rows]

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("what") == LEFT_OUT:
            return given
        if not given.get("title"):
            self.add_error("title", "请填写标题。")
        if given.get("what") == REVISION:
            self._clean_revision(given)
        else:
            self._clean_new(given)
        return given

    def _clean_revision(self, given):
        plan = given.get("revised")
        if plan is None:
            self.add_error("revised", "请选择修订的是哪一份方案。")
            return
        given["base"], given["slug"] = plan.base, plan.slug

    def _clean_new(self, given):
        base = given.get("base")
        taken = Taken.now(without=self.instance.intake, by=self.user)
        if base is None and is_limited(self.user):
            self.add_error("base", "请选择示范基地：您的账号只能收录所列基地的方案。")
        elif base is None:
            self._clean_new_base(given, taken)
        slug, own = given.get("slug"), base.slug if base else given.get("base_slug")
        if slug and own:
            complaint = slugs.complaint(slug, own)
            if complaint:
                self.add_error("slug", complaint)
            elif slug in taken.plans:
                self.add_error("slug", f"标识 {slug} 已有方案（或另一份草稿）使用，请换一个。")

    def _clean_new_base(self, given, taken):
        name = given.get("base_name", "").strip()
        if not name:
            self.add_error("base_name", "请选择已有的示范基地，或填写新的名称。")
            return
        known = taken.base_called(name)
        if DemonstrationBase.objects.filter(slug=known or None).exists():
            self.add_error("base_name", f"示范基地“{name}”已在网站上，请在上面选择它。")
            return
        given["base_short_name"] = given.get("base_short_name") or name[:30]
        others = {slug for slug in taken.bases if slug != known}
        slug = given.get("base_slug") or known or slugs.base_slug(given["base_short_name"], others)
        complaint = slugs.base_complaint(slug)
        if complaint:
            self.add_error("base_slug", complaint)
        elif slug in others:
            self.add_error("base_slug", f"标识 {slug} 已有别的示范基地使用，请换一个。")
        given["base_slug"] = slug

    def save(self, commit=True):
        part, given = super().save(commit=False), self.cleaned_data
        what, base = given["what"], given.get("base")
        part.confirmed, part.revises = what != LEFT_OUT, what == REVISION
        part.state = IntakePlan.State.LEFT_OUT if what == LEFT_OUT else IntakePlan.State.DRAFT
        if what != LEFT_OUT and base is not None:
            part.base_slug, part.base_name, part.base_short_name = base.slug, "", ""
        if what == NEW and not part.slug:
            give_slug(part, Taken.now(without=part.intake, by=self.user))
        if commit:
            part.save()
        return part
