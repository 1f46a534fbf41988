import { Router } from 'express';
import { pool } from '../db.js';
import { billingPeriod } from '../metering/periods.js';

const PAGE = 1000;

export const usage = Router();

usage.get('/usage', async (req, res) => {
  const now = new Date();
  const period = billingPeriod(req.customer.billingAnchor, now);
  const { rows: meters } = await pool.query(
    `SELECT meter, sum(quantity)::bigint AS used, (sum(quantity) FILTER (WHERE status <> 'sent'))::bigint AS not_yet_billed
     FROM usage_events
     WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3
     GROUP BY meter ORDER BY meter`,
    [req.customer.id, period.start, period.end],
  );
  const { rows: breakdown } = await pool.query(
    `SELECT meter, project, resource, sum(quantity)::bigint AS used FROM usage_events
     WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3
     GROUP BY meter, project, resource ORDER BY meter, used DESC`,
    [req.customer.id, period.start, period.end],
  );
  const { rows: limits } = await pool.query(
    `SELECT meter, hard_limit FROM usage_counters
     WHERE customer_id = $1 AND period_start = $2`,
    [req.customer.id, period.start],
  );
  res.json({ period, asOf: now.toISOString(), meters, limits, breakdown });
});

usage.get('/usage/events', async (req, res) => {
  const period = billingPeriod(req.customer.billingAnchor, new Date());
  const after = (req.query.after as string | undefined) ?? '';
  const { rows } = await pool.query(
    `SELECT id, meter, quantity, project, resource, occurred_at FROM usage_events
     WHERE customer_id = $1 AND project = $2 AND occurred_at >= $3 AND occurred_at < $4 AND id > $5
     ORDER BY id LIMIT $6`,
    [req.customer.id, req.query.project ?? 'default', period.start, period.end, after, PAGE],
  );
  res.json({ period, events: rows, next: rows.length === PAGE ? rows[PAGE - 1].id : null });
});

usage.get('/usage/export.csv', async (req, res) => {
  const period = billingPeriod(req.customer.billingAnchor, new Date());
  res.type('text/csv');
  res.write('id,occurred_at,meter,project,resource,quantity\n');
  let cursor = '';
  for (;;) {
    const { rows } = await pool.query(
      `SELECT id, occurred_at, meter, project, resource, quantity FROM usage_events
       WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND id > $4
       ORDER BY id LIMIT $5`,
      [req.customer.id, period.start, period.end, cursor, PAGE],
    );
    for (const row of rows) {
      res.write(`${row.id},${row.occurred_at.toISOString()},${row.meter},${quote(row.project)},${quote(row.resource)},${row.quantity}\n`);
    }
    if (rows.length < PAGE) break;
    cursor = rows[rows.length - 1].id;
  }
  res.end();
});

function quote(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
