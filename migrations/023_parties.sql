-- Why: the office has to know whom to ask: owners, their managers, tenants. That is personal, got from the land register for a purpose
-- and to be deleted with it. It lies apart in schema owner_data, shows to nobody whose transaction does not say that it works with
-- owners, always has a purpose, a legal basis, a source and a day on which it goes, and no view has any right on it. A consent may
-- name who gave it; it outlives him without his name, for a publication has to rest on something.

CREATE TABLE owner_data.party (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    updated_by   text        NOT NULL DEFAULT current_actor(),
    kind         text        NOT NULL CONSTRAINT party_kind CHECK (kind IN ('owner', 'tenant', 'manager', 'applicant', 'donor')),
    name         text        NOT NULL CONSTRAINT party_name CHECK (name <> ''),
    email        text        NOT NULL DEFAULT '',
    phone        text        NOT NULL DEFAULT '',
    address      text        NOT NULL DEFAULT '',
    legal_basis  text        NOT NULL CONSTRAINT party_legal_basis CHECK (legal_basis <> ''),
    source       text        NOT NULL CONSTRAINT party_source CHECK (source <> ''),
    purpose      text        NOT NULL CONSTRAINT party_purpose CHECK (purpose <> ''),
    collected_at date        NOT NULL,
    delete_after date        NOT NULL CONSTRAINT party_ends CHECK (delete_after > collected_at)
);
CREATE INDEX party_delete_idx ON owner_data.party (delete_after);
COMMENT ON TABLE owner_data.party IS 'Whom the office may have to ask; gone after delete_after';
COMMENT ON COLUMN owner_data.party.kind IS 'personal';
COMMENT ON COLUMN owner_data.party.name IS 'personal';
COMMENT ON COLUMN owner_data.party.email IS 'personal';
COMMENT ON COLUMN owner_data.party.phone IS 'personal';
COMMENT ON COLUMN owner_data.party.address IS 'personal';
COMMENT ON COLUMN owner_data.party.legal_basis IS 'personal: what allows to keep it';
COMMENT ON COLUMN owner_data.party.source IS 'personal: where it is from';
COMMENT ON COLUMN owner_data.party.purpose IS 'personal: what it is kept for';
COMMENT ON COLUMN owner_data.party.collected_at IS 'internal';
COMMENT ON COLUMN owner_data.party.delete_after IS 'internal: the last day on which it is kept';
COMMENT ON COLUMN owner_data.party.updated_by IS 'internal';

CREATE TABLE owner_data.party_link (
    id        uuid      PRIMARY KEY DEFAULT gen_random_uuid(),
    party_id  uuid      NOT NULL REFERENCES owner_data.party ON DELETE CASCADE,
    role      text      NOT NULL CONSTRAINT party_link_role CHECK (role IN ('owner', 'manager', 'tenant')),
    parcel_id bigint    REFERENCES parcel ON DELETE CASCADE,
    unit_id   bigint    REFERENCES unit ON DELETE CASCADE,
    period    daterange NOT NULL DEFAULT daterange(NULL, NULL) CONSTRAINT party_link_period CHECK (NOT isempty(period)),
    CONSTRAINT party_link_one CHECK (num_nonnulls(parcel_id, unit_id) = 1),
    CONSTRAINT party_link_once UNIQUE NULLS NOT DISTINCT (party_id, role, parcel_id, unit_id, period)
);
CREATE INDEX party_link_parcel_idx ON owner_data.party_link (parcel_id);
CREATE INDEX party_link_unit_idx ON owner_data.party_link (unit_id);
COMMENT ON TABLE owner_data.party_link IS 'Who is what of a parcel or a unit, and when';
COMMENT ON COLUMN owner_data.party_link.party_id IS 'personal';
COMMENT ON COLUMN owner_data.party_link.role IS 'personal';
COMMENT ON COLUMN owner_data.party_link.parcel_id IS 'personal';
COMMENT ON COLUMN owner_data.party_link.unit_id IS 'personal';
COMMENT ON COLUMN owner_data.party_link.period IS 'personal';

ALTER TABLE owner_data.consent ADD COLUMN party_id uuid REFERENCES owner_data.party ON DELETE SET NULL;
CREATE INDEX consent_party_idx ON owner_data.consent (party_id);
COMMENT ON COLUMN owner_data.consent.party_id IS 'personal: who gave it; forgotten with him';

CREATE OR REPLACE FUNCTION owner_data.only_revoke() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.party_id IS NULL AND to_jsonb(NEW) - 'party_id' = to_jsonb(OLD) - 'party_id' THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - '{revoked_at,revoked_by}'::text[] <> to_jsonb(OLD) - '{revoked_at,revoked_by}'::text[] OR OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a consent is never changed, only revoked' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consent_only_revoked';
    END IF;
    RETURN NEW;
END $$;

CALL guard_rows('{owner_data.party,owner_data.party_link}', '{owners}');
GRANT SELECT, INSERT, UPDATE, DELETE ON owner_data.party, owner_data.party_link TO mitte_app;

---- create above / drop below ----

CREATE OR REPLACE FUNCTION owner_data.only_revoke() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - '{revoked_at,revoked_by}'::text[] <> to_jsonb(OLD) - '{revoked_at,revoked_by}'::text[] OR OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a consent is never changed, only revoked' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consent_only_revoked';
    END IF;
    RETURN NEW;
END $$;
ALTER TABLE owner_data.consent DROP COLUMN party_id;
DROP TABLE owner_data.party_link, owner_data.party;
