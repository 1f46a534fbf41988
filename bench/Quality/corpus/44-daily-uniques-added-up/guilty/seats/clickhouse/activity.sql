CREATE TABLE activity
(
    occurred_at  DateTime64(3, 'UTC'),
    workspace_id UUID,
    user_id      UUID,
    action       LowCardinality(String),
    request_id   UUID
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (workspace_id, occurred_at)
TTL toDateTime(occurred_at) + INTERVAL 25 MONTH;
