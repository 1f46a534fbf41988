CREATE TABLE handled_stripe_events (
    event_id   text PRIMARY KEY,
    handled_at timestamptz NOT NULL
);
