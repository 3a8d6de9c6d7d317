-- Why: the stock is what everything else refers to: parcels, buildings, addresses, street segments, shop units and their
-- frontages. It changes slowly and officially, so its keys are the office's own (Flurstückskennzeichen, public_ref) and its
-- rows are versioned. town is one row: a database holds one city, and imports are refused outside of it.

CREATE TABLE town (
    id               integer      PRIMARY KEY DEFAULT 1 CONSTRAINT town_is_one CHECK (id = 1),
    name             text         NOT NULL CONSTRAINT town_name CHECK (name <> ''),
    municipality_key char(8)      NOT NULL CONSTRAINT town_key CHECK (municipality_key ~ '^\d{8}$'),
    geom             geometry(MultiPolygon, 25832) NOT NULL CONSTRAINT town_geom CHECK (geom_fits(geom, 50000)),
    made_up          boolean      NOT NULL DEFAULT false,
    updated_at       timestamptz  NOT NULL DEFAULT now()
);
COMMENT ON TABLE town IS 'The one city of this database; geom is its extent';

-- Where a layer's data come from, shown on the map and in every export (domain.md 4.9).
CREATE TABLE source (
    id          text NOT NULL PRIMARY KEY CONSTRAINT source_id CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,40}$'),
    title       text NOT NULL,
    licence     text NOT NULL,
    licence_url text,
    attribution text NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE source IS 'Origin and licence of imported data';

CREATE TABLE parcel (
    id                     bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version                integer     NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now(),
    updated_by             text        NOT NULL DEFAULT current_actor(),
    flurstueckskennzeichen char(20)    NOT NULL CONSTRAINT parcel_key
        CHECK (flurstueckskennzeichen ~ '^(0[1-9]|1[0-6])(\d{4})(\d{3}|_{3})(\d{5})(\d{4}|_{4})(\d{2}|_{2})$'),
    alkis_id               text,
    land                   char(2)     NOT NULL GENERATED ALWAYS AS (substr(flurstueckskennzeichen::text, 1, 2)) STORED,
    gemarkung_number       integer     NOT NULL GENERATED ALWAYS AS (substr(flurstueckskennzeichen::text, 3, 4)::integer) STORED,
    gemarkung_name         text        NOT NULL,
    flur                   integer     GENERATED ALWAYS AS (nullif(substr(flurstueckskennzeichen::text, 7, 3), '___')::integer) STORED,
    zaehler                integer     NOT NULL GENERATED ALWAYS AS (substr(flurstueckskennzeichen::text, 10, 5)::integer) STORED,
    nenner                 integer     GENERATED ALWAYS AS (nullif(substr(flurstueckskennzeichen::text, 15, 4), '____')::integer) STORED,
    folge                  integer     GENERATED ALWAYS AS (nullif(substr(flurstueckskennzeichen::text, 19, 2), '__')::integer) STORED,
    label                  text        NOT NULL GENERATED ALWAYS AS (
        substr(flurstueckskennzeichen::text, 10, 5)::integer::text
        || coalesce('/' || nullif(substr(flurstueckskennzeichen::text, 15, 4), '____')::integer::text, '')) STORED,
    official_area_m2       numeric(12,2) CONSTRAINT parcel_official_area CHECK (official_area_m2 >= 0),
    geom                   geometry(MultiPolygon, 25832) NOT NULL CONSTRAINT parcel_geom
        CHECK (CASE WHEN geom_fits(geom, 50000) THEN ST_Area(geom) BETWEEN 0.5 AND 2000000 ELSE false END),
    geom_area_m2           double precision NOT NULL GENERATED ALWAYS AS (ST_Area(geom)) STORED,
    location_text          text,
    land_use               text        NOT NULL DEFAULT 'other' CONSTRAINT parcel_land_use
        CHECK (land_use IN ('building', 'street', 'square', 'path', 'green', 'water', 'railway', 'other')),
    land_use_detail        jsonb       NOT NULL DEFAULT '[]',
    municipality_key       char(8)     NOT NULL CONSTRAINT parcel_municipality CHECK (municipality_key ~ '^\d{8}$'),
    source                 text        NOT NULL REFERENCES source,
    source_date            date,
    made_up                boolean     NOT NULL DEFAULT false,
    valid                  daterange   NOT NULL DEFAULT daterange(NULL, NULL) CONSTRAINT parcel_valid CHECK (NOT isempty(valid)),
    predecessor_ids        bigint[]    NOT NULL DEFAULT '{}',
    CONSTRAINT parcel_key_once UNIQUE (flurstueckskennzeichen),
    CONSTRAINT parcel_alkis_once UNIQUE (alkis_id)
);
CREATE INDEX parcel_geom_idx ON parcel USING gist (geom);
CREATE INDEX parcel_number_idx ON parcel (zaehler, nenner);
COMMENT ON COLUMN parcel.land_use IS 'public: coarse class for the map; land_use_detail keeps what the source says [{kind, m2}]';

CREATE TABLE building (
    id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    updated_by    text        NOT NULL DEFAULT current_actor(),
    source_ref    text,
    name          text,
    function_code text,
    storeys       integer     CONSTRAINT building_storeys CHECK (storeys BETWEEN 0 AND 100),
    year_built    integer     CONSTRAINT building_year CHECK (year_built BETWEEN 800 AND 2200),
    listed        boolean     NOT NULL DEFAULT false,
    house_number  text,
    geom          geometry(MultiPolygon, 25832) NOT NULL CONSTRAINT building_geom
        CHECK (CASE WHEN geom_fits(geom, 50000) THEN ST_Area(geom) BETWEEN 0.5 AND 500000 ELSE false END),
    source        text        NOT NULL REFERENCES source,
    made_up       boolean     NOT NULL DEFAULT false,
    CONSTRAINT building_source_ref_once UNIQUE (source, source_ref)
);
CREATE INDEX building_geom_idx ON building USING gist (geom);
COMMENT ON COLUMN building.house_number IS 'public: label at the building, "12a"';

CREATE TABLE address (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    updated_by   text        NOT NULL DEFAULT current_actor(),
    street_name  text        NOT NULL CONSTRAINT address_street CHECK (street_name <> ''),
    street_key   char(5)     CONSTRAINT address_street_key CHECK (street_key ~ '^\d{5}$'),
    house_number integer     CONSTRAINT address_house_number CHECK (house_number BETWEEN 1 AND 9999),
    suffix       text        NOT NULL DEFAULT '',
    postcode     char(5)     CONSTRAINT address_postcode CHECK (postcode ~ '^\d{5}$'),
    city         text        NOT NULL DEFAULT '',
    geom         geometry(Point, 25832) NOT NULL CONSTRAINT address_geom CHECK (geom_fits(geom, 1)),
    CONSTRAINT address_once UNIQUE NULLS NOT DISTINCT (street_name, house_number, suffix, postcode)
);
CREATE INDEX address_geom_idx ON address USING gist (geom);
CREATE INDEX address_street_idx ON address USING gin (lower(street_name) gin_trgm_ops);

CREATE TABLE street_segment (
    id              bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    updated_by      text        NOT NULL DEFAULT current_actor(),
    source_ref      text,
    street_name     text,
    street_key      char(5)     CONSTRAINT street_segment_key CHECK (street_key ~ '^\d{5}$'),
    kind            text        NOT NULL DEFAULT 'street' CONSTRAINT street_segment_kind
        CHECK (kind IN ('main', 'street', 'pedestrian', 'service', 'path', 'steps')),
    chain_no        integer     NOT NULL DEFAULT 1,
    seq             integer     NOT NULL DEFAULT 1,
    from_node       bigint      NOT NULL,
    to_node         bigint      NOT NULL,
    from_label      text,
    to_label        text,
    start_m         double precision NOT NULL DEFAULT 0 CONSTRAINT street_segment_start CHECK (start_m >= 0),
    pedestrian_zone boolean     NOT NULL DEFAULT false,
    location_class  char(1)     CONSTRAINT street_segment_class CHECK (location_class IN ('A', 'B', 'C')),
    width_m         numeric(6,2) CONSTRAINT street_segment_width CHECK (width_m BETWEEN 0.5 AND 100),
    geom            geometry(LineString, 25832) NOT NULL CONSTRAINT street_segment_geom
        CHECK (CASE WHEN geom_fits(geom, 50000) THEN ST_IsSimple(geom) AND ST_Length(geom) >= 0.5 ELSE false END),
    length_m        double precision NOT NULL GENERATED ALWAYS AS (ST_Length(geom)) STORED,
    source          text        NOT NULL REFERENCES source,
    made_up         boolean     NOT NULL DEFAULT false,
    CONSTRAINT street_segment_source_ref_once UNIQUE (source, source_ref)
);
CREATE INDEX street_segment_geom_idx ON street_segment USING gist (geom);
CREATE INDEX street_segment_name_idx ON street_segment USING gin (lower(street_name) gin_trgm_ops);
COMMENT ON COLUMN street_segment.geom IS 'public: the axis; its direction is the direction of the chainage';
COMMENT ON COLUMN street_segment.start_m IS 'public: chainage of the segment within its chain, in metres';

CREATE TABLE unit (
    id                    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version               integer     NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    updated_by            text        NOT NULL DEFAULT current_actor(),
    public_ref            text        NOT NULL CONSTRAINT unit_public_ref CHECK (public_ref ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    source_ref            text,
    building_id           bigint      REFERENCES building ON DELETE SET NULL,
    address_id            bigint      REFERENCES address,
    floor                 integer     NOT NULL DEFAULT 0 CONSTRAINT unit_floor CHECK (floor BETWEEN -5 AND 60),
    position              text        CONSTRAINT unit_position CHECK (position IN ('left', 'right', 'front', 'back')),
    geom                  geometry(Point, 25832) NOT NULL CONSTRAINT unit_geom CHECK (geom_fits(geom, 1)),
    outline               geometry(Polygon, 25832) CONSTRAINT unit_outline CHECK (geom_fits(outline, 5000)),
    sales_area_m2         numeric(10,2) CONSTRAINT unit_sales_area CHECK (sales_area_m2 >= 0),
    retail_area_m2        numeric(10,2) CONSTRAINT unit_retail_area CHECK (retail_area_m2 >= 0),
    storage_area_m2       numeric(10,2) CONSTRAINT unit_storage_area CHECK (storage_area_m2 >= 0),
    gastro_area_m2        numeric(10,2) CONSTRAINT unit_gastro_area CHECK (gastro_area_m2 >= 0),
    total_area_m2         numeric(10,2) CONSTRAINT unit_total_area CHECK (total_area_m2 >= 0),
    area_source           text        CONSTRAINT unit_area_source CHECK (area_source IN ('measured', 'owner', 'estimated')),
    divisible_from_m2     numeric(10,2) CONSTRAINT unit_divisible CHECK (divisible_from_m2 >= 0),
    ceiling_height_m      numeric(5,2) CONSTRAINT unit_ceiling CHECK (ceiling_height_m BETWEEN 1 AND 30),
    step_free             boolean,
    power_kw              numeric(8,2) CONSTRAINT unit_power CHECK (power_kw >= 0),
    condition             text        CONSTRAINT unit_condition CHECK (condition IN ('new', 'refurbished', 'good', 'needs_work', 'shell', 'ruinous')),
    year_built            integer     CONSTRAINT unit_year CHECK (year_built BETWEEN 800 AND 2200),
    energy_certificate    text,
    use_type              text        NOT NULL CONSTRAINT unit_use_type CHECK (use_type IN ('retail', 'gastronomy', 'service',
        'office', 'health', 'culture', 'leisure', 'education', 'craft', 'residential', 'storage', 'other')),
    last_use              text,
    wz_code               text,
    wz_version            integer     CONSTRAINT unit_wz_version CHECK (wz_version IN (2008, 2025)),
    location_class        char(1)     CONSTRAINT unit_location_class CHECK (location_class IN ('A', 'B', 'C')),
    marketable            boolean     NOT NULL DEFAULT true,
    not_marketable_reason text        CONSTRAINT unit_not_marketable_reason CHECK (not_marketable_reason IN ('size_shape',
        'visibility', 'entrance_steps', 'ruinous', 'rent_expectation', 'location', 'other')),
    public_basis          text        CONSTRAINT unit_public_basis CHECK (public_basis IN ('shop_front', 'open_data', 'offer', 'demo')),
    last_surveyed_at      date,
    survey_source         text,
    note_internal         text,
    source                text        NOT NULL REFERENCES source,
    made_up               boolean     NOT NULL DEFAULT false,
    CONSTRAINT unit_public_ref_once UNIQUE (public_ref),
    CONSTRAINT unit_source_ref_once UNIQUE (source, source_ref),
    CONSTRAINT unit_areas_nest CHECK (coalesce(sales_area_m2 <= coalesce(retail_area_m2, total_area_m2), true)
        AND coalesce(retail_area_m2 <= total_area_m2, true)),
    CONSTRAINT unit_reason_given CHECK (marketable OR not_marketable_reason IS NOT NULL),
    CONSTRAINT unit_wz_version_given CHECK (wz_code IS NULL OR wz_version IS NOT NULL)
);
CREATE INDEX unit_geom_idx ON unit USING gist (geom);
CREATE INDEX unit_address_idx ON unit (address_id);
CREATE INDEX unit_building_idx ON unit (building_id);
COMMENT ON COLUMN unit.geom IS 'public: reference point of the unit, inside its building behind the shop front';
COMMENT ON COLUMN unit.public_basis IS 'internal: why the unit may stand in the public layer (domain.md 4.10); NULL = it may not';
COMMENT ON COLUMN unit.note_internal IS 'internal';
COMMENT ON COLUMN unit.not_marketable_reason IS 'internal';

CREATE TABLE unit_parcel (
    unit_id   bigint  NOT NULL REFERENCES unit ON DELETE CASCADE,
    parcel_id bigint  NOT NULL REFERENCES parcel ON DELETE CASCADE,
    "primary" boolean NOT NULL DEFAULT false,
    PRIMARY KEY (unit_id, parcel_id)
);
CREATE UNIQUE INDEX unit_parcel_one_primary ON unit_parcel (unit_id) WHERE "primary";
CREATE INDEX unit_parcel_parcel_idx ON unit_parcel (parcel_id);

CREATE TABLE frontage (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    updated_by  text        NOT NULL DEFAULT current_actor(),
    unit_id     bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    geom        geometry(LineString, 25832) NOT NULL CONSTRAINT frontage_geom
        CHECK (CASE WHEN geom_fits(geom, 1000) THEN ST_Length(geom) >= 0.2 ELSE false END),
    measured_m  numeric(8,2) CONSTRAINT frontage_measured CHECK (measured_m > 0),
    length_m    double precision NOT NULL GENERATED ALWAYS AS (coalesce(measured_m::double precision, ST_Length(geom))) STORED,
    segment_id  bigint      REFERENCES street_segment ON DELETE SET NULL,
    side        text        CONSTRAINT frontage_side CHECK (side IN ('left', 'right', 'on')),
    from_m      double precision,
    to_m        double precision,
    offset_m    double precision CONSTRAINT frontage_offset CHECK (offset_m >= 0),
    "primary"   boolean     NOT NULL DEFAULT false,
    assigned_by text        NOT NULL DEFAULT 'rule' CONSTRAINT frontage_assigned_by CHECK (assigned_by IN ('rule', 'staff')),
    CONSTRAINT frontage_chainage CHECK (from_m <= to_m),
    CONSTRAINT frontage_assigned_whole CHECK (num_nonnulls(segment_id, side, from_m, to_m) IN (0, 3, 4))
);
CREATE UNIQUE INDEX frontage_one_primary ON frontage (unit_id) WHERE "primary";
CREATE INDEX frontage_geom_idx ON frontage USING gist (geom);
CREATE INDEX frontage_unit_idx ON frontage (unit_id);
CREATE INDEX frontage_segment_idx ON frontage (segment_id);
COMMENT ON COLUMN frontage.from_m IS 'public: least chainage of the front on its segment, in metres';

CREATE TABLE entrance (
    id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    updated_by    text        NOT NULL DEFAULT current_actor(),
    unit_id       bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    geom          geometry(Point, 25832) NOT NULL CONSTRAINT entrance_geom CHECK (geom_fits(geom, 1)),
    step_free     boolean     NOT NULL DEFAULT false,
    clear_width_m numeric(4,2) CONSTRAINT entrance_width CHECK (clear_width_m > 0)
);
CREATE INDEX entrance_unit_idx ON entrance (unit_id);

CREATE TABLE area (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL DEFAULT current_actor(),
    kind       text        NOT NULL CONSTRAINT area_kind CHECK (kind IN ('fund', 'redevelopment', 'supply_centre', 'monument',
        'event', 'district', 'free')),
    name       text        NOT NULL,
    geom       geometry(MultiPolygon, 25832) NOT NULL CONSTRAINT area_geom CHECK (geom_fits(geom, 50000)),
    valid      daterange   NOT NULL DEFAULT daterange(NULL, NULL) CONSTRAINT area_valid CHECK (NOT isempty(valid)),
    made_up    boolean     NOT NULL DEFAULT false,
    CONSTRAINT area_name_once UNIQUE (kind, name)
);
CREATE INDEX area_geom_idx ON area USING gist (geom);

CREATE TABLE media (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    unit_id      bigint      REFERENCES unit ON DELETE CASCADE,
    kind         text        NOT NULL CONSTRAINT media_kind CHECK (kind IN ('photo', 'floor_plan', 'proof', 'document')),
    taken_on     date,
    creator      text,
    licence      text,
    alt_text_de  text,
    alt_text_en  text,
    access_level text        NOT NULL DEFAULT 'internal' CONSTRAINT media_access CHECK (access_level IN ('public', 'internal', 'personal')),
    faces_checked_by text,
    CONSTRAINT media_public_has_alt CHECK (access_level <> 'public' OR (alt_text_de <> '' AND alt_text_en <> ''))
);

CALL keep_versions('parcel');
CALL keep_versions('building');
CALL keep_versions('address');
CALL keep_versions('street_segment');
CALL keep_versions('unit');
CALL keep_versions('frontage');
CALL keep_versions('entrance');
CALL keep_versions('area');

CALL watch('parcel', 'parcels');
CALL watch('building', 'buildings');
CALL watch('street_segment', 'segments');
CALL watch('unit', 'units');
CALL watch('address', 'addresses');
CALL watch('area', 'areas');
CALL watch('town', 'town');
CALL watch_whole('source', 'sources');
CALL watch('frontage', 'units', 'unit', 'unit_id');
CALL watch('unit_parcel', 'units', 'unit', 'unit_id');
CALL watch('address', 'units', 'unit', 'id', 'address_id');

---- create above / drop below ----

DROP TABLE media, area, entrance, frontage, unit_parcel, unit, street_segment, address, building, parcel, source, town;
