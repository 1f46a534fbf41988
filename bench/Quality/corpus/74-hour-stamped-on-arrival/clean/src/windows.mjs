import { pool } from "./db.mjs"

/**
 * Hours that have ended and are not reported yet, with the searches counted in them.
 * search_hours is written by the gateway, which closes an hour five minutes after its end and never changes it again.
 * Subscriptions are anchored to full hours.
 */
export async function unreportedHours(limit) {
  const { rows } = await pool.query(
    `SELECT h.id, h.account_id, h.starts_at, h.searches, a.stripe_customer_id
     FROM search_hours h JOIN accounts a ON a.id = h.account_id
     WHERE h.closed AND h.reported_at IS NULL AND h.refused_at IS NULL
     ORDER BY h.starts_at, h.id
     LIMIT $1`,
    [limit],
  )
  return rows
}

export const markReported = (id) =>
  pool.query(`UPDATE search_hours SET reported_at = now() WHERE id = $1`, [id])

export const markRefused = (id, reason) =>
  pool.query(`UPDATE search_hours SET refused_at = now(), refusal = $2 WHERE id = $1`, [id, reason])

export async function oldestUnreportedSeconds() {
  const { rows } = await pool.query(
    `SELECT coalesce(extract(epoch FROM now() - min(starts_at)), 0)::float AS seconds
     FROM search_hours WHERE closed AND reported_at IS NULL AND refused_at IS NULL`,
  )
  return rows[0].seconds
}
