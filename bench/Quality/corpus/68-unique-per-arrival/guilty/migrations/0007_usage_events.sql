CREATE TABLE usage_events (
    event_id    uuid        NOT NULL,
    tenant_id   text        NOT NULL,
    meter       text        NOT NULL,
    quantity    bigint      NOT NULL CHECK (quantity > 0),
    resource_id text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, received_at)
) PARTITION BY RANGE (received_at);

CREATE INDEX usage_events_by_period ON usage_events (tenant_id, meter, occurred_at);

-- pg_partman creates the partitions of the months ahead; nothing is detached before two years have passed.
SELECT partman.create_parent(
    p_parent_table := 'public.usage_events',
    p_control := 'received_at',
    p_interval := '1 month',
    p_premake := 3
);
