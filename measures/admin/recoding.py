"""Before a change of the vocabulary's words is kept: the page 影响预览, which entries it would move.

Whatever changes words here (a form with its words, a word by itself, a deletion, a version put back) is
written first, to see which words it changes, and taken back at once; what these would move is weighed after
that, when everybody else may write. Where entries would move and nobody has said what to do about it, the
page asks. It is a form that sends the same again with the answer, and with a digest of what it showed. Then
all is written in one transaction, and what would be done by then must still be exactly that.
"""

from functools import partial

from django.contrib import messages
from django.urls import reverse

from measures.recoding.planning import impact
from measures.recoding.touched import changed_words
from measures.recoding.writing import apply
from plans.scopes import is_limited
from plans.vocabulary import database_terms
from sbjd import corpus
from sbjd.desk.editing import DeskAdmin
from sbjd.desk.pages import desk_page

ANSWER, SEEN = "recode", "impact_seen"
APPLY, WORDS_ONLY, BACK = "apply", "words", "back"
SHOWN = 200
MOVED = "预览之后，词表或条目又有改动。下面是现在的影响，请再看一遍。"
LIMITED = "词表的改动会影响所有基地的归类，限定基地的账号只能查看。"


class Unweighed(Exception):
    """Words change, and nobody knows yet what that would do."""

    def __init__(self, before, after):
        super().__init__("the words are to be weighed")
        self.before, self.after = before, after


class Undecided(Exception):
    """Entries would move, and nobody has said whether they shall."""

    def __init__(self, impact):
        super().__init__(impact.words_named)
        self.impact = impact


class Recoding(DeskAdmin):
    """For terms and their words. `coded` is the `Kind` that they give."""

    coded = None

    # --- who may: words move entries of all bases

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request) and not is_limited(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_limited(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_limited(request.user)

    # --- weighing

    def before_writing(self, request):
        request.terms_before = database_terms()

    def after_writing(self, request):
        before, after = request.terms_before, database_terms()
        if not changed_words(self.coded.terms(before), self.coded.terms(after)):
            return
        if request.weighed is None:
            raise Unweighed(before, after)
        corpus.settle()
        found = impact(self.coded, before, after, request.weighed)
        if not self._is_decided(request, found):
            raise Undecided(found)
        if found.moves and request.POST[ANSWER] == WORDS_ONLY:
            self.message_user(
                request, f"只保存了词表，{len(found.moves)}条仍是原来的归类。", messages.WARNING
            )
            return
        if found.moves or found.refreshed:
            apply(found, request.user, self.reason_of(request))
        self.message_user(request, _told(found))

    def _is_decided(self, request, found):
        """True if nothing would move, or somebody who saw just that has said what to do about it."""
        answer = request.POST.get(ANSWER, "")
        return not found.moves or answer == WORDS_ONLY or (answer == APPLY and self._was_seen(request, found))

    def _was_seen(self, request, found):
        return request.POST.get(SEEN) == found.digest and self._may_move(request)

    def _may_move(self, request):
        """True if the user may change what entries are given."""
        model = self.coded.link_model._meta.model_name
        return all(request.user.has_perm(f"measures.{do}_{model}") for do in ("add", "change", "delete"))

    # --- the page

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and is_limited(request.user):
            self.message_user(request, LIMITED, messages.WARNING)
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        return self._weighing(request, view, may_go_back=True)

    def delete_view(self, request, object_id, extra_context=None):
        return self._weighing(request, partial(super().delete_view, request, object_id, extra_context))

    def restore_view(self, request, object_id, change_id):
        return self._weighing(request, partial(super().restore_view, request, object_id, change_id))

    def changelist_view(self, request, extra_context=None):
        return self._weighing(request, partial(super().changelist_view, request, extra_context))

    def _weighing(self, request, view, may_go_back=False):
        """What `view` answers once it is known what its words would do; or the page that asks."""
        request.weighed = None
        try:
            try:
                return view()
            except Unweighed as asked:  # its transaction has ended: nobody waits while this is weighed
                request.weighed = impact(self.coded, asked.before, asked.after)
            if not self._is_decided(request, request.weighed):
                return self._preview(request, request.weighed, may_go_back)
            return view()
        except Undecided as found:
            return self._preview(request, found.impact, may_go_back)

    def _preview(self, request, found, may_go_back):
        own = {ANSWER, SEEN, "csrfmiddlewaretoken"}
        sent = [(name, one) for name, values in request.POST.lists() for one in values if name not in own]
        seen = request.POST.get(SEEN)
        context = {
            "title": "影响预览",
            "impact": found,
            "groups": [(heading, moves[:SHOWN], len(moves)) for heading, moves in found.groups()],
            "held": found.held[:SHOWN],
            "problem": MOVED if seen and seen != found.digest else "",
            "taken": getattr(request, "taken_from_others", ()),
            "why": self.reason_of(request),
            "may_move": self._may_move(request),
            "may_go_back": may_go_back,
            "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "sent": [*sent, (SEEN, found.digest)],
        }
        return desk_page(self, request, "admin/measures/impact.html", context)

    # --- back to the form, with all that was typed

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        return _not_yet(form) if _goes_back(request) else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if _goes_back(request) and set(context["adminform"].form.errors) == {"__all__"}:
            context["errors"] = None  # the form is shown again as it was, not with mistakes
            self.message_user(request, "还没有保存，请接着修改。", messages.WARNING)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _goes_back(request):
    return request.POST.get(ANSWER) == BACK


def _not_yet(form):
    """A form like `form` that is not to be saved."""

    class Open(form):
        def clean(self):
            cleaned = super().clean()
            self.add_error(None, "还没有保存。")
            return cleaned

    return Open


def _told(found):
    """What became of the entries, in a sentence."""
    refreshed = f"{len(found.refreshed)}条的归类不变，只更新了触发词。" if found.refreshed else ""
    if found.moves:
        return f"{found.words_named}改动，{len(found.moves)}条已改归类。{refreshed}"
    return f"{found.words_named}改动，没有条目因此改归类。{refreshed}"
