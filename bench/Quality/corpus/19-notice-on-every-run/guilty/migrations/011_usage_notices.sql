CREATE TABLE call_usage (
    call_id    uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    seconds    bigint NOT NULL CHECK (seconds > 0),
    ended_at   timestamptz NOT NULL
);
