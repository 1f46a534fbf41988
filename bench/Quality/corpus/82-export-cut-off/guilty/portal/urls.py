from django.urls import path

from portal import exports, views

app_name = "portal"

urlpatterns = [
    path("billing/", views.billing, name="billing"),
    path("billing/usage/", views.current_usage, name="usage"),
    path("billing/invoices/<slug:number>/", views.invoice, name="invoice"),
    path("billing/invoices/<slug:number>/usage.csv", exports.invoice_usage, name="invoice-usage"),
]
