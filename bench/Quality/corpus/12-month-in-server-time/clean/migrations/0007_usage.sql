CREATE TABLE usage_events (
    event_id    uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    meter       text NOT NULL,
    quantity    numeric(20, 6) NOT NULL CHECK (quantity > 0),
    occurred_at timestamptz NOT NULL
);

CREATE INDEX usage_events_occurred ON usage_events (occurred_at, account_id, meter);

CREATE TABLE monthly_usage (
    account_id  uuid NOT NULL REFERENCES accounts (id),
    meter       text NOT NULL,
    month_start timestamptz NOT NULL,
    quantity    numeric(24, 6) NOT NULL,
    PRIMARY KEY (account_id, meter, month_start)
);
