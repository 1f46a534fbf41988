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
    billing_anchor timestamptz NOT NULL,
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

CREATE TABLE limit_notices (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    meter        text NOT NULL,
    period_start timestamptz NOT NULL,
    percent      integer NOT NULL,
    noticed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (customer_id, meter, period_start, percent)
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
    id               text PRIMARY KEY CHECK (length(id) <= 100),
    customer_id      uuid NOT NULL REFERENCES customers (id),
    meter            text NOT NULL,
    quantity         bigint NOT NULL CHECK (quantity > 0),
    project          text NOT NULL,
    resource         text NOT NULL,
    occurred_at      timestamptz NOT NULL,
    status           text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'queued', 'sent', 'dead')),
    attempts         integer NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,
    queued_at        timestamptz,
    sent_at          timestamptz,
    last_error       text
);

CREATE INDEX usage_events_by_customer ON usage_events (customer_id, occurred_at, id);
CREATE INDEX usage_events_unsent ON usage_events (status, occurred_at) WHERE status <> 'sent';

CREATE TABLE storage_rollups (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    window_start timestamptz NOT NULL,
    byte_hours   bigint NOT NULL,
    PRIMARY KEY (customer_id, window_start)
);

CREATE TABLE rolled_up_hours (
    window_start timestamptz PRIMARY KEY
);

CREATE TABLE reconciliations (
    customer_id    uuid NOT NULL REFERENCES customers (id),
    meter          text NOT NULL,
    window_start   timestamptz NOT NULL,
    window_end     timestamptz NOT NULL,
    ledger_total   numeric NOT NULL,
    provider_total numeric NOT NULL,
    checked_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (customer_id, meter, window_start, window_end)
);

CREATE TABLE statements (
    customer_id  uuid NOT NULL REFERENCES customers (id),
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    base_cents   bigint NOT NULL,
    lines        jsonb NOT NULL,
    reconciled   boolean NOT NULL,
    PRIMARY KEY (customer_id, period_start)
);
