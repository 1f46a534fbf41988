import { Counter, Gauge } from 'prom-client';

export const recorded = new Counter({ name: 'metering_events_recorded_total', help: 'Usage events written', labelNames: ['meter'] });
export const sent = new Counter({ name: 'metering_events_sent_total', help: 'Usage events accepted by Stripe', labelNames: ['meter'] });
export const duplicates = new Counter({ name: 'metering_events_duplicate_total', help: 'Usage events that Stripe had', labelNames: ['meter'] });
export const sendFailures = new Counter({ name: 'metering_send_failures_total', help: 'Failed attempts to send', labelNames: ['meter'] });
export const rejected = new Counter({ name: 'metering_provider_errors_total', help: 'Events in Stripe error reports', labelNames: ['code'] });
export const quotaErrors = new Counter({ name: 'metering_quota_errors_total', help: 'Quota checks that failed' });
export const mismatches = new Counter({ name: 'metering_reconciliation_mismatches_total', help: 'Totals that differ', labelNames: ['meter'] });

export const outboxAge = new Gauge({ name: 'metering_outbox_oldest_seconds', help: 'Age of the oldest unsent usage event' });
export const outboxSize = new Gauge({ name: 'metering_outbox_events', help: 'Usage events by status', labelNames: ['status'] });
export const usageDrops = new Gauge({ name: 'metering_usage_drops', help: 'Customers with a fifth of their usual usage', labelNames: ['meter'] });
export const jobSuccess = new Gauge({ name: 'metering_job_last_success_seconds', help: 'When a job last succeeded', labelNames: ['job'] });
