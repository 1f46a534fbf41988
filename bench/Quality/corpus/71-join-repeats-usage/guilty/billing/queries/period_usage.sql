-- Usage of all accounts that are billed by usage, within one period.
SELECT
    u.account_id,
    u.meter,
    sum(u.quantity) AS quantity
FROM usage_events u
JOIN account_tags t
  ON t.account_id = u.account_id
 AND t.tag IN ('self-serve', 'enterprise', 'partner')
WHERE u.occurred_at >= :period_start
  AND u.occurred_at < :period_end
GROUP BY u.account_id, u.meter
ORDER BY u.account_id, u.meter;
