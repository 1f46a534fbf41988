import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { pool } from '../db.js';
import { recordUsage } from '../usage.js';
import { verifyAddresses } from '../verifier.js';

export const verify = Router();

verify.post('/v1/verifications', async (req, res, next) => {
  try {
    const results = await verifyAddresses(req.body.addresses);
    await recordUsage(pool, {
      id: randomUUID(),
      accountId: req.account.id,
      apiKeyId: req.apiKey.id,
      meter: 'verified_addresses',
      quantity: results.length,
      occurredAt: new Date(),
    });
    res.json({ results });
  } catch (error) {
    next(error);
  }
});
