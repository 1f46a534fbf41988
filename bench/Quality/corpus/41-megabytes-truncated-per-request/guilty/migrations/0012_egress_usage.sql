CREATE TABLE egress_usage (
    log_file  text NOT NULL,
    zone_id   text NOT NULL REFERENCES zones (id),
    hour      timestamptz NOT NULL,
    requests  bigint NOT NULL,
    megabytes numeric(20, 6) NOT NULL,
    PRIMARY KEY (log_file, zone_id, hour)
);

CREATE INDEX egress_usage_by_zone ON egress_usage (zone_id, hour);
