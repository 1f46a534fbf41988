import { Router } from 'express';
import { geocodeAll } from '../geocoder.js';
import { requireQuota } from '../middleware/quota.js';
import { recordUsage } from '../usage-ledger.js';

export const geocode = Router();

geocode.post('/geocode', requireQuota('lookups', (req) => req.body.addresses.length), async (req, res) => {
  const results = await geocodeAll(req.body.addresses);
  await recordUsage({
    id: req.id,
    accountId: req.account.id,
    meter: 'lookups',
    quantity: results.length,
    occurredAt: new Date(),
  });
  res.json({ results });
});
