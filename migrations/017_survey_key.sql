-- Why: on a walk-round the phone is offline as often as not, and sends what was tapped when it is back, once or more. Each tap has
-- a key of the phone's own, so that sending it again makes nothing new.

ALTER TABLE survey
    ADD COLUMN key text CONSTRAINT survey_key CHECK (length(key) BETWEEN 1 AND 64),
    ADD CONSTRAINT survey_once UNIQUE (by, key);
COMMENT ON COLUMN survey.key IS 'internal: the phone''s own number of the tap';

---- create above / drop below ----

ALTER TABLE survey DROP COLUMN key;
