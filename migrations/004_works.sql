-- Why: a street is rebuilt as project → sections → phases, and each says with structured impacts (not prose) how people,
-- deliveries and bins get through. Dates are planned and actual apart, half-open in the database; the period a map shows
-- is derived: the actual date where there is one, else the planned one.

CREATE TABLE construction_project (
    id                 bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version            integer     NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    updated_by         text        NOT NULL DEFAULT current_actor(),
    public_ref         text        NOT NULL CONSTRAINT construction_project_ref CHECK (public_ref ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    title_de           text        NOT NULL CONSTRAINT construction_project_title CHECK (title_de <> ''),
    title_en           text        NOT NULL DEFAULT '',
    client             text        NOT NULL DEFAULT '',
    legal_note         text,
    cost_planned_cents bigint      CONSTRAINT construction_project_planned CHECK (cost_planned_cents >= 0),
    cost_actual_cents  bigint      CONSTRAINT construction_project_actual CHECK (cost_actual_cents >= 0),
    cost_released      boolean     NOT NULL DEFAULT false,
    funding_text       text,
    source             text        NOT NULL REFERENCES source,
    made_up            boolean     NOT NULL DEFAULT false,
    CONSTRAINT construction_project_ref_once UNIQUE (public_ref)
);
COMMENT ON COLUMN construction_project.cost_planned_cents IS 'internal until cost_released';

CREATE TABLE construction_section (
    id                    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version               integer     NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    updated_by            text        NOT NULL DEFAULT current_actor(),
    project_id            bigint      NOT NULL REFERENCES construction_project,
    source_ref            text,
    label                 text        NOT NULL CONSTRAINT construction_section_label CHECK (label <> ''),
    title_de              text        NOT NULL DEFAULT '',
    title_en              text        NOT NULL DEFAULT '',
    sequence              integer     NOT NULL DEFAULT 1,
    geom                  geometry(MultiPolygon, 25832) NOT NULL CONSTRAINT construction_section_geom
        CHECK (CASE WHEN geom_fits(geom, 50000) THEN ST_Area(geom) BETWEEN 0.5 AND 5000000 ELSE false END),
    centreline            geometry(LineString, 25832) CONSTRAINT construction_section_centreline CHECK (geom_fits(centreline, 50000)),
    strip                 text        NOT NULL DEFAULT 'full' CONSTRAINT construction_section_strip CHECK (strip IN ('full', 'side_left', 'side_right', 'middle')),
    status                text        NOT NULL DEFAULT 'idea' CONSTRAINT construction_section_status CHECK (status IN ('idea', 'planned',
        'scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty', 'cancelled')),
    status_reason         text,
    planned               daterange   CONSTRAINT construction_section_planned CHECK (NOT isempty(planned)),
    actual_start          date,
    actual_end            date,
    start_verified        boolean     NOT NULL DEFAULT false,
    end_verified          boolean     NOT NULL DEFAULT false,
    expected_resume       date,
    warranty_until        date,
    last_confirmed_at     date,
    contractor            text,
    contact_role          text        NOT NULL DEFAULT '',
    description_public_de text        NOT NULL DEFAULT '',
    description_public_en text        NOT NULL DEFAULT '',
    note_internal         text,
    blackout_ok           boolean     NOT NULL DEFAULT false,
    blackout_reason       text,
    source                text        NOT NULL REFERENCES source,
    made_up               boolean     NOT NULL DEFAULT false,
    period_from           date        GENERATED ALWAYS AS (coalesce(actual_start, lower(planned))) STORED,
    period_to             date        GENERATED ALWAYS AS (coalesce(actual_end + 1, upper(planned))) STORED,
    CONSTRAINT construction_section_label_once UNIQUE (project_id, label),
    CONSTRAINT construction_section_source_ref_once UNIQUE (source, source_ref),
    CONSTRAINT construction_section_actual CHECK (actual_end >= actual_start),
    CONSTRAINT construction_section_blackout_reason CHECK (NOT blackout_ok OR blackout_reason <> ''),
    CONSTRAINT construction_section_suspended CHECK (status <> 'suspended' OR (status_reason <> '' AND expected_resume IS NOT NULL)),
    CONSTRAINT construction_section_cancelled CHECK (status <> 'cancelled' OR status_reason <> '')
);
CREATE INDEX construction_section_geom_idx ON construction_section USING gist (geom);
CREATE INDEX construction_section_period_idx ON construction_section (period_from, period_to);
COMMENT ON COLUMN construction_section.contractor IS 'internal';
COMMENT ON COLUMN construction_section.note_internal IS 'internal';
COMMENT ON COLUMN construction_section.period_to IS 'public: first day after the works; people are shown the day before';

CREATE TABLE construction_phase (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    updated_by   text        NOT NULL DEFAULT current_actor(),
    section_id   bigint      NOT NULL REFERENCES construction_section ON DELETE CASCADE,
    kind         text        NOT NULL CONSTRAINT construction_phase_kind CHECK (kind IN ('utility', 'demolition', 'surface', 'furniture',
        'planting', 'remaining_works', 'defects')),
    strip        text        NOT NULL DEFAULT 'full' CONSTRAINT construction_phase_strip CHECK (strip IN ('full', 'side_left', 'side_right', 'middle')),
    sequence     integer     NOT NULL DEFAULT 1,
    geom         geometry(MultiPolygon, 25832) CONSTRAINT construction_phase_geom CHECK (geom_fits(geom, 50000)),
    planned      daterange   NOT NULL CONSTRAINT construction_phase_planned CHECK (NOT isempty(planned)),
    actual_start date,
    actual_end   date,
    status       text        NOT NULL DEFAULT 'planned' CONSTRAINT construction_phase_status CHECK (status IN ('planned', 'active', 'done', 'cancelled')),
    period_from  date        GENERATED ALWAYS AS (coalesce(actual_start, lower(planned))) STORED,
    period_to    date        GENERATED ALWAYS AS (coalesce(actual_end + 1, upper(planned))) STORED,
    CONSTRAINT construction_phase_actual CHECK (actual_end >= actual_start)
);
CREATE INDEX construction_phase_section_idx ON construction_phase (section_id);
CREATE INDEX construction_phase_geom_idx ON construction_phase USING gist (geom);

CREATE TABLE phase_dependency (
    phase_id      bigint NOT NULL REFERENCES construction_phase ON DELETE CASCADE,
    depends_on_id bigint NOT NULL REFERENCES construction_phase ON DELETE CASCADE,
    PRIMARY KEY (phase_id, depends_on_id),
    CONSTRAINT phase_dependency_not_itself CHECK (phase_id <> depends_on_id)
);

-- On a section or on a phase; where both say something, the phase wins.
CREATE TABLE impact (
    id                    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version               integer     NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    updated_by            text        NOT NULL DEFAULT current_actor(),
    section_id            bigint      REFERENCES construction_section ON DELETE CASCADE,
    phase_id              bigint      REFERENCES construction_phase ON DELETE CASCADE,
    pedestrian            text        NOT NULL DEFAULT 'open' CONSTRAINT impact_pedestrian CHECK (pedestrian IN ('open', 'narrowed', 'one_side', 'closed')),
    min_width_m           numeric(4,2) CONSTRAINT impact_min_width CHECK (min_width_m > 0),
    step_free             boolean     NOT NULL DEFAULT true,
    vehicle               text        NOT NULL DEFAULT 'open' CONSTRAINT impact_vehicle CHECK (vehicle IN ('open', 'local_access', 'closed')),
    vehicle_clear_width_m numeric(4,2) CONSTRAINT impact_clear_width CHECK (vehicle_clear_width_m > 0),
    delivery_window       jsonb,
    waste_point           geometry(Point, 25832) CONSTRAINT impact_waste_point CHECK (geom_fits(waste_point, 1)),
    parking_spaces_lost   integer     NOT NULL DEFAULT 0 CONSTRAINT impact_parking CHECK (parking_spaces_lost >= 0),
    noise_level           text        NOT NULL DEFAULT 'minor' CONSTRAINT impact_noise CHECK (noise_level IN ('minor', 'moderate', 'major')),
    access_note_de        text        NOT NULL DEFAULT '',
    access_note_en        text        NOT NULL DEFAULT '',
    CONSTRAINT impact_of_one_thing CHECK (num_nonnulls(section_id, phase_id) = 1),
    CONSTRAINT impact_section_once UNIQUE (section_id),
    CONSTRAINT impact_phase_once UNIQUE (phase_id),
    CONSTRAINT impact_narrowed_has_width CHECK (pedestrian <> 'narrowed' OR min_width_m IS NOT NULL)
);

CREATE TABLE site_facility (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL DEFAULT current_actor(),
    section_id bigint      NOT NULL REFERENCES construction_section ON DELETE CASCADE,
    kind       text        NOT NULL CONSTRAINT site_facility_kind CHECK (kind IN ('storage', 'container', 'parking_closed', 'waste_point', 'detour', 'info_point')),
    geom       geometry(Geometry, 25832) NOT NULL CONSTRAINT site_facility_geom
        CHECK (geom_fits(geom, 5000) AND GeometryType(geom) IN ('POINT', 'LINESTRING', 'MULTIPOLYGON')),
    period     daterange   NOT NULL CONSTRAINT site_facility_period CHECK (NOT isempty(period))
);
CREATE INDEX site_facility_geom_idx ON site_facility USING gist (geom);

CREATE TABLE blackout_window (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL DEFAULT current_actor(),
    name       text        NOT NULL,
    period     daterange   NOT NULL CONSTRAINT blackout_window_period CHECK (NOT isempty(period)),
    geom       geometry(MultiPolygon, 25832) CONSTRAINT blackout_window_geom CHECK (geom_fits(geom, 5000)),
    CONSTRAINT blackout_window_once UNIQUE (name, period)
);

CREATE TABLE notice (
    id               bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    updated_by       text        NOT NULL DEFAULT current_actor(),
    section_id       bigint      NOT NULL REFERENCES construction_section,
    audience         geometry(MultiPolygon, 25832) CONSTRAINT notice_audience CHECK (geom_fits(audience, 5000)),
    channel          text        NOT NULL CONSTRAINT notice_channel CHECK (channel IN ('letter', 'mail', 'poster', 'web')),
    text_de          text        NOT NULL,
    text_en          text        NOT NULL DEFAULT '',
    sent_at          timestamptz,
    recipients_count integer     NOT NULL DEFAULT 0 CONSTRAINT notice_recipients CHECK (recipients_count >= 0)
);

CREATE TABLE notice_recipient (
    notice_id bigint NOT NULL REFERENCES notice ON DELETE CASCADE,
    unit_id   bigint NOT NULL REFERENCES unit,
    channel   text   NOT NULL CONSTRAINT notice_recipient_channel CHECK (channel IN ('letter', 'mail', 'poster', 'web')),
    sent_at   timestamptz NOT NULL,
    PRIMARY KEY (notice_id, unit_id, channel)
);

CALL keep_versions('construction_project');
CALL keep_versions('construction_section');
CALL keep_versions('construction_phase');
CALL keep_versions('impact');
CALL keep_versions('site_facility');
CALL keep_versions('blackout_window');
CALL keep_versions('notice');

-- An impact of a phase is two steps away from the section that it colours.
CREATE FUNCTION record_phase_impact_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.phase_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.phase_id END];
BEGIN
    INSERT INTO change (layer, op, feature_id, old_box, new_box)
    SELECT 'sections', 'update', s.id, box_3857(s.geom), box_3857(s.geom)
    FROM construction_section s WHERE s.id IN (SELECT p.section_id FROM construction_phase p WHERE p.id = ANY (touched));
    RETURN NULL;
END $$;
CREATE TRIGGER change_phase_impact AFTER INSERT OR UPDATE OR DELETE ON impact FOR EACH ROW EXECUTE FUNCTION record_phase_impact_change();

-- A project has no geometry of its own, so its edits are told as edits of its sections.
CALL watch('construction_project', 'sections', 'construction_section', 'id', 'project_id');
CALL watch('construction_section', 'sections');
CALL watch('construction_phase', 'sections', 'construction_section', 'section_id');
CALL watch('impact', 'sections', 'construction_section', 'section_id');

---- create above / drop below ----

DROP TABLE notice_recipient, notice, blackout_window, site_facility, impact, phase_dependency, construction_phase,
    construction_section, construction_project;
DROP FUNCTION record_phase_impact_change();
