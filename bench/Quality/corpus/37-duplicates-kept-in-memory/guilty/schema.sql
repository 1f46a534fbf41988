CREATE TABLE usage_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid NOT NULL,
    tenant_id   text NOT NULL,
    meter       text NOT NULL,
    quantity    numeric(20, 6) NOT NULL CHECK (quantity > 0),
    resource    text NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX usage_events_by_tenant ON usage_events (tenant_id, meter, occurred_at);

CREATE TABLE hourly_usage (
    tenant_id text NOT NULL,
    meter     text NOT NULL,
    hour      timestamptz NOT NULL,
    quantity  numeric(24, 6) NOT NULL,
    PRIMARY KEY (tenant_id, meter, hour)
);
