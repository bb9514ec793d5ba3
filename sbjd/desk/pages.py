"""A page of the desk that Django's admin does not have."""

from django.template.response import TemplateResponse


def desk_page(model_admin, request, template, context, status=200):
    """The page made of `template` and `context`, with what every page of the desk knows: the site, the model
    it is about (`opts`) and its scripts and styles (`media`)."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        **context,
    }
    return TemplateResponse(request, template, context, status=status)
