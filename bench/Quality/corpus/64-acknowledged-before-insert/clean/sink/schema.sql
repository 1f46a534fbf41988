CREATE TABLE usage_events
(
    event_id    UUID,
    account_id  String,
    meter       LowCardinality(String),
    device_id   String,
    quantity    UInt64,
    occurred_at DateTime64(3, 'UTC'),
    stored_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(stored_at)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (account_id, meter, occurred_at, event_id);

CREATE VIEW usage_hourly AS
SELECT account_id, meter, toStartOfHour(occurred_at) AS hour, sum(quantity) AS quantity
FROM usage_events FINAL
GROUP BY account_id, meter, hour;
