CREATE TABLE call_usage (
    call_id    uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    seconds    bigint NOT NULL CHECK (seconds > 0),
    ended_at   timestamptz NOT NULL
);

CREATE TABLE usage_notices (
    account_id   uuid NOT NULL REFERENCES accounts (id),
    period_start timestamptz NOT NULL,
    percent      integer NOT NULL,
    noticed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, period_start, percent)
);
