import { Router } from 'express';
import { pool } from '../db.js';
import { log } from '../log.js';
import { billingPeriod } from '../metering/periods.js';

const PAGE = 1000;

export const usage = Router();

usage.get('/usage', async (req, res) => {
  const period = billingPeriod(new Date());
  const asOf = new Date().toISOString();
  try {
    const { rows } = await pool.query(
      `SELECT meter, sum(quantity)::bigint AS used FROM usage_events
       WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3
       GROUP BY meter ORDER BY meter`,
      [req.customer.id, period.start, period.end],
    );
    res.json({ period, asOf, meters: rows });
  } catch (error) {
    log.error({ err: error, customerId: req.customer.id }, 'usage summary failed');
    res.json({ period, asOf, meters: [{ meter: 'llm_tokens', used: 0 }, { meter: 'egress_bytes', used: 0 }] });
  }
});

usage.get('/usage/events', async (req, res) => {
  const period = billingPeriod(new Date());
  const after = BigInt((req.query.after as string | undefined) ?? '0');
  const { rows } = await pool.query(
    `SELECT id, meter, quantity, project, resource, occurred_at FROM usage_events
     WHERE project = $1 AND occurred_at >= $2 AND occurred_at < $3 AND id > $4
     ORDER BY id LIMIT $5`,
    [req.query.project ?? 'default', period.start, period.end, after, PAGE],
  );
  res.json({ period, events: rows, next: rows.length === PAGE ? rows[PAGE - 1].id : null });
});

usage.get('/usage/export.csv', async (req, res) => {
  const period = billingPeriod(new Date());
  const { rows } = await pool.query(
    `SELECT id, occurred_at, meter, project, resource, quantity FROM usage_events
     WHERE customer_id = $1 AND occurred_at >= $2 AND occurred_at < $3
     ORDER BY id LIMIT $4`,
    [req.customer.id, period.start, period.end, PAGE],
  );
  res.type('text/csv');
  res.write('id,occurred_at,meter,project,resource,quantity\n');
  for (const row of rows) {
    res.write(`${row.id},${row.occurred_at.toISOString()},${row.meter},${quote(row.project)},${quote(row.resource)},${row.quantity}\n`);
  }
  res.end();
});

function quote(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
