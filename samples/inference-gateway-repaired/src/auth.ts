import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { pool } from './db.js';

export interface Customer {
  id: string;
  stripeCustomerId: string;
  billingAnchor: Date;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      customer: Customer;
    }
  }
}

export async function authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
  const key = req.header('authorization')?.replace(/^Bearer /, '') ?? '';
  const { rows } = await pool.query(
    `SELECT c.id, c.stripe_customer_id, s.billing_anchor FROM customers c
     JOIN subscriptions s ON s.customer_id = c.id
     WHERE c.api_key_hash = $1`,
    [createHash('sha256').update(key).digest()],
  );
  if (rows.length === 0) {
    res.status(401).json({ error: { code: 'invalid_api_key' } });
    return;
  }
  req.customer = { id: rows[0].id, stripeCustomerId: rows[0].stripe_customer_id, billingAnchor: rows[0].billing_anchor };
  next();
}
