CREATE TABLE applied_transfers (
    transfer_id uuid PRIMARY KEY,
    applied_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE transfer_totals (
    account_id uuid NOT NULL REFERENCES accounts (id),
    month      timestamp NOT NULL,
    bytes      bigint NOT NULL,
    PRIMARY KEY (account_id, month)
);
