CREATE TABLE customers (
    id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name               text NOT NULL,
    billing_email      text NOT NULL,
    api_key_hash       bytea NOT NULL UNIQUE,
    stripe_customer_id text NOT NULL UNIQUE
);

CREATE TABLE subscriptions (
    customer_id    uuid PRIMARY KEY REFERENCES customers (id),
    plan           text NOT NULL,
    base_fee_cents bigint NOT NULL,
    token_limit    bigint NOT NULL,
    started_at     timestamptz NOT NULL
);

CREATE TABLE usage_counters (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    meter        text NOT NULL,
    period_start timestamptz NOT NULL,
    used         bigint NOT NULL DEFAULT 0,
    hard_limit   bigint NOT NULL,
    PRIMARY KEY (customer_id, meter, period_start)
);

CREATE TABLE completions (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id       uuid NOT NULL REFERENCES customers (id),
    project           text NOT NULL,
    model             text NOT NULL,
    prompt_tokens     bigint NOT NULL,
    completion_tokens bigint NOT NULL,
    finished_at       timestamptz NOT NULL
);

CREATE TABLE stored_objects (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id uuid NOT NULL REFERENCES customers (id),
    key         text NOT NULL,
    size_bytes  bigint NOT NULL CHECK (size_bytes >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    deleted_at  timestamptz
);

CREATE UNIQUE INDEX stored_objects_live_key ON stored_objects (customer_id, key) WHERE deleted_at IS NULL;

CREATE TABLE usage_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers (id),
    meter       text NOT NULL,
    quantity    bigint NOT NULL CHECK (quantity > 0),
    project     text NOT NULL,
    resource    text NOT NULL,
    occurred_at timestamptz NOT NULL
);

CREATE INDEX usage_events_by_customer ON usage_events (customer_id, occurred_at, id);

CREATE TABLE storage_rollups (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    window_start timestamptz NOT NULL,
    gb_hours     double precision NOT NULL,
    PRIMARY KEY (customer_id, window_start)
);

CREATE TABLE statements (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    base_cents   bigint NOT NULL,
    lines        jsonb NOT NULL,
    PRIMARY KEY (customer_id, period_start)
);
