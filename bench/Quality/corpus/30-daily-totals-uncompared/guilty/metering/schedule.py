from celery.schedules import crontab
from celery.signals import task_failure

from metering.celery import app
from metering.paging import page

app.conf.timezone = "UTC"
app.conf.beat_schedule = {
    "total-day": {"task": "metering.daily.total_day", "schedule": crontab(hour="2", minute="30")},
}


@task_failure.connect
def report_failure(sender=None, task_id=None, exception=None, **_):
    page("metering task failed", task=sender.name, task_id=task_id, error=repr(exception))
