import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { putBlob, signedUrl } from '../blobs.js';
import { pool, transaction } from '../db.js';
import { commitUsage } from '../metering/buffer.js';

export const objects = Router();

objects.put('/objects/:key', async (req, res) => {
  const { key } = req.params;
  const size = await putBlob(`${req.customer.id}/${key}`, req);
  await transaction(async (client) => {
    await client.query(
      'UPDATE stored_objects SET deleted_at = now() WHERE customer_id = $1 AND key = $2 AND deleted_at IS NULL',
      [req.customer.id, key],
    );
    await client.query(
      'INSERT INTO stored_objects (customer_id, key, size_bytes) VALUES ($1, $2, $3)',
      [req.customer.id, key, size],
    );
  });
  res.status(201).json({ key, size });
});

objects.get('/objects/:key', async (req, res) => {
  const { key } = req.params;
  const { rows } = await pool.query(
    'SELECT size_bytes FROM stored_objects WHERE customer_id = $1 AND key = $2 AND deleted_at IS NULL',
    [req.customer.id, key],
  );
  if (rows.length === 0) {
    res.status(404).json({ error: { code: 'no_such_object' } });
    return;
  }
  const quantity: bigint = rows[0].size_bytes;
  if (quantity > 0n) {
    await commitUsage({
      customerId: req.customer.id,
      meter: 'egress_bytes',
      source: randomUUID(),
      quantity,
      project: 'default',
      resource: key,
      occurredAt: new Date(),
    });
  }
  res.redirect(302, signedUrl(`${req.customer.id}/${key}`, 300));
});

objects.delete('/objects/:key', async (req, res) => {
  await pool.query(
    'UPDATE stored_objects SET deleted_at = now() WHERE customer_id = $1 AND key = $2 AND deleted_at IS NULL',
    [req.customer.id, req.params.key],
  );
  res.status(204).end();
});
