CREATE TABLE usage_events
(
    event_id    UUID,
    tenant_id   LowCardinality(String),
    meter       LowCardinality(String),
    quantity    UInt64,
    region      LowCardinality(String),
    occurred_at DateTime64(3, 'UTC'),
    ingested_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(ingested_at)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant_id, meter, occurred_at, event_id)
