-- Why: the office keeps the register of units itself. A step of a unit's life says until when it is expected to last (notice
-- given for, reserved until, end of a pop-up or of a refurbishment), and a unit that was merged or split names what became of it.

ALTER TABLE unit_status_event
    ADD COLUMN expected_until date,
    ADD COLUMN successor_ids bigint[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT unit_status_event_expects_later CHECK (expected_until > at);
COMMENT ON COLUMN unit_status_event.expected_until IS 'internal: when the next step is expected; of notice given, the day the unit falls vacant';
COMMENT ON COLUMN unit_status_event.successor_ids IS 'internal: the units that a merged or split one became';

---- create above / drop below ----

ALTER TABLE unit_status_event DROP COLUMN expected_until, DROP COLUMN successor_ids;
