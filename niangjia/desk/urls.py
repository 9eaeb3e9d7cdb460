"""Addresses of the workers' side. Each has its line in tests/addresses/test_who_may.py."""

from django.urls import path

from niangjia.desk.views import (
    collections,
    figures,
    imports,
    organisations,
    overview,
    own_files,
    pairs,
    reports,
    uploads,
)

app_name = "desk"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:public_id>/", organisations.organisation, name="organisation"),
    path("figures/", figures.catalogue, name="figures"),
    path("figures/<str:name>/", figures.figure, name="figure"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:public_id>/", reports.report, name="report"),
    path("reports/<uuid:public_id>/word/", reports.word, name="report_word"),
    path("reports/<uuid:public_id>/check/", reports.check, name="report_check"),
    path("reports/<uuid:public_id>/sign/", reports.sign, name="report_sign"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:public_id>/", imports.result, name="import"),
    path("imports/<uuid:public_id>/answer/", imports.answer, name="import_answer"),
    path("imports/<uuid:public_id>/undo/", imports.undo, name="import_undo"),
    path("uploads/<uuid:public_id>/", uploads.upload, name="upload"),
    path("uploads/<uuid:public_id>/take/", uploads.take_upload, name="upload_take"),
    path("uploads/<uuid:public_id>/columns/", uploads.columns, name="upload_columns"),
    path("uploads/<uuid:public_id>/aside/", uploads.aside, name="upload_aside"),
    path("uploads/<uuid:public_id>/cancel/", uploads.cancel, name="upload_cancel"),
    path("imports/<uuid:public_id>/file/", own_files.give_back, name="give_back"),
    path("imports/<uuid:public_id>/file/forget/", own_files.forget, name="forget_file"),
    path("collections/", collections.collections, name="collections"),
    path("collections/<uuid:public_id>/", collections.collection, name="collection"),
    path("collections/<uuid:public_id>/files/", collections.files, name="collection_files"),
    path(
        "collections/<uuid:public_id>/files/<uuid:unit>/", collections.file, name="collection_file"
    ),
    path(
        "collections/<uuid:public_id>/withdraw/", collections.withdraw, name="collection_withdraw"
    ),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/<uuid:public_id>/same/", pairs.same, name="pair_same"),
    path("pairs/<uuid:public_id>/different/", pairs.different, name="pair_different"),
    path("pairs/<uuid:public_id>/undo/", pairs.take_back, name="pair_undo"),
]
