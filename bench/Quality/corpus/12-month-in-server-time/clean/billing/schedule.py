from celery.schedules import crontab

from billing.celery import app

app.conf.enable_utc = True
app.conf.timezone = "UTC"
app.conf.beat_schedule = {
    "close-month": {
        "task": "billing.close_month.close_month",
        "schedule": crontab(day_of_month="1", hour="6", minute="0"),
    },
}
