"""Where every page is."""

from django.contrib import admin
from django.urls import include, path

from sbjd import views

urlpatterns = [
    path("", include("plans.urls")),
    path("", include("measures.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
]

handler400 = views.bad_request
handler403 = views.forbidden
