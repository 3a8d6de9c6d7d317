package intake

// Whoever changed a row last owns it; imports sign as import:<kind>.
const sqlMine = `t.updated_by LIKE 'import:%'`

// sqlBuried lists the keys of rows that somebody other than an import has deleted.
func sqlBuried(table, key string) string {
	return `
    SELECT DISTINCT ` + key + ` AS key
    FROM history h
    JOIN history tomb ON tomb.table_name = h.table_name AND tomb.id = h.id AND tomb.op = 'tombstone'
    WHERE h.table_name = '` + table + `' AND h.op = 'delete' AND tomb.editor NOT LIKE 'import:%'
`
}

// sqlRows is the end of each incoming: the staged rows of a layer that were not refused.
func sqlRows(layer string) string {
	return `
    FROM import_row r
    WHERE r.job_id = @job AND r.layer = '` + layer + `' AND r.outcome IS DISTINCT FROM 'refused'`
}

const sqlSourceRef = `h.row ->> 'source' || '/' || (h.row ->> 'source_ref')`

var targets = []target{
	{
		layer: layerParcel, table: "parcel", keeps: "flurstueckskennzeichen",
		buried: `h.row ->> 'flurstueckskennzeichen'`,
		columns: []column{
			{name: "flurstueckskennzeichen"},
			{name: "alkis_id", field: "alkis_id"},
			{name: "gemarkung_name"},
			{name: "official_area_m2", field: "official_area_m2"},
			{name: "location_text", field: "location_text"},
			{name: "land_use", field: "land_use"},
			{name: "land_use_detail", field: "land_use_detail"},
			{name: "municipality_key"},
			{name: "source_date", field: "source_date"},
			{name: "source"},
			{name: "geom"},
		},
		incoming: sqlIncomingParcels,
	},
	{
		layer: layerBuilding, table: "building", keeps: "source_ref", buried: sqlSourceRef,
		columns: []column{
			{name: "source", once: true},
			{name: "source_ref", once: true},
			{name: "name", field: "name"},
			{name: "function_code", field: "function_code"},
			{name: "storeys", field: "storeys"},
			{name: "year_built", field: "year_built"},
			{name: "listed", field: "listed"},
			{name: "house_number", field: "house_number"},
			{name: "geom"},
		},
		incoming: sqlIncomingBuildings,
	},
	{
		layer: layerAddress, table: "address", mine: `t.updated_by = @mover`, other: "same",
		buried: `concat_ws('/', h.row ->> 'street_name', h.row ->> 'house_number', h.row ->> 'suffix', h.row ->> 'postcode')`,
		columns: []column{
			{name: "street_name", once: true},
			{name: "house_number", once: true},
			{name: "suffix", once: true},
			{name: "postcode", once: true},
			{name: "city"},
			{name: "geom"},
		},
		incoming: sqlIncomingAddresses,
	},
	{
		layer: layerSegment, table: "street_segment", keeps: "source_ref", buried: sqlSourceRef,
		columns: []column{
			{name: "source", once: true},
			{name: "source_ref", once: true},
			{name: "street_name"},
			{name: "kind"},
			{name: "chain_no"},
			{name: "seq"},
			{name: "from_node"},
			{name: "to_node"},
			{name: "from_label"},
			{name: "to_label"},
			{name: "start_m"},
			{name: "pedestrian_zone"},
			{name: "width_m"},
			{name: "geom"},
		},
		incoming: sqlIncomingSegments,
	},
	{
		layer: layerUnit, table: "unit", keeps: "source_ref", buried: sqlSourceRef,
		columns: []column{
			{name: "source", once: true},
			{name: "source_ref", once: true},
			{name: "public_ref", once: true},
			{name: "public_basis"}, // said by who imports, and taken back the same way
			{name: "building_id"},
			{name: "address_id"},
			{name: "floor"},
			{name: "use_type"},
			{name: "geom"},
			{name: "position", field: "position"},
			{name: "sales_area_m2", field: "sales_area_m2"},
			{name: "retail_area_m2", field: "retail_area_m2"},
			{name: "storage_area_m2", field: "storage_area_m2"},
			{name: "gastro_area_m2", field: "gastro_area_m2"},
			{name: "total_area_m2", field: "total_area_m2"},
			{name: "step_free", field: "step_free"},
			{name: "condition", field: "condition"},
			{name: "location_class", field: "location_class"},
			{name: "last_use", field: "last_use"},
			{name: "note_internal", field: "note_internal"},
			{name: "last_surveyed_at", field: "last_surveyed_at"},
			{name: "survey_source", field: "survey_source"},
		},
		incoming: sqlIncomingUnits,
	},
	{
		layer: layerSection, table: "construction_section", keeps: "source_ref", buried: sqlSourceRef,
		columns: []column{
			{name: "source", once: true},
			{name: "source_ref", once: true},
			{name: "project_id", once: true},
			{name: "label", once: true},
			{name: "title_de"},
			{name: "description_public_de"},
			{name: "status"},
			{name: "planned"},
			{name: "geom"},
			{name: "centreline"},
		},
		incoming: sqlIncomingSections,
	},
	{
		layer: layerImpact, from: layerSection, table: "impact",
		columns:  []column{{name: "section_id", once: true}, {name: "pedestrian"}, {name: "vehicle"}},
		incoming: sqlIncomingImpacts,
	},
}

// A parcel is known by its key. Where the key is new, the object may still be known by its ALKIS identifier, unless the
// file goes on naming the old key too.
var sqlIncomingParcels = `
    SELECT r.row_no, r.geom, @source::text AS source,
           coalesce(
               (SELECT p.id FROM parcel p WHERE p.flurstueckskennzeichen = r.ref::char(20)),
               (SELECT p.id FROM parcel p
                WHERE p.alkis_id = r.fields ->> 'alkis_id' AND NOT EXISTS (
                    SELECT FROM import_row o
                    WHERE o.job_id = @job AND o.layer = 'parcel' AND o.ref = p.flurstueckskennzeichen))) AS target_id,
           r.ref AS buried_key,
           r.ref::char(20) AS flurstueckskennzeichen,
           r.fields ->> 'alkis_id' AS alkis_id,
           r.fields ->> 'gemarkung_name' AS gemarkung_name,
           (r.fields ->> 'official_area_m2')::numeric(12,2) AS official_area_m2,
           r.fields ->> 'location_text' AS location_text,
           r.fields ->> 'land_use' AS land_use,
           r.fields -> 'land_use_detail' AS land_use_detail,
           (r.fields ->> 'municipality_key')::char(8) AS municipality_key,
           (r.fields ->> 'source_date')::date AS source_date` + sqlRows(layerParcel)

var sqlIncomingBuildings = `
    SELECT r.row_no, r.geom, @source::text AS source, r.ref AS source_ref,
           (SELECT b.id FROM building b WHERE b.source = @source AND b.source_ref = r.ref) AS target_id,
           @source::text || '/' || r.ref AS buried_key,
           r.fields ->> 'name' AS name,
           r.fields ->> 'function_code' AS function_code,
           (r.fields ->> 'storeys')::integer AS storeys,
           (r.fields ->> 'year_built')::integer AS year_built,
           (r.fields ->> 'listed')::boolean AS listed,
           r.fields ->> 'house_number' AS house_number` + sqlRows(layerBuilding)

// A file may bring one house in two spellings that sqlLocate has made one.
var sqlIncomingAddresses = `
    SELECT DISTINCT ON (street_name, house_number, suffix, postcode) *
    FROM (
        SELECT r.row_no, r.geom,
               (SELECT a.id FROM address a
                WHERE a.street_name = r.fields ->> 'street_name' AND a.house_number = (r.fields ->> 'house_number')::integer
                  AND a.suffix = r.fields ->> 'suffix'
                  AND a.postcode IS NOT DISTINCT FROM (r.fields ->> 'postcode')::char(5)) AS target_id,
               concat_ws('/', r.fields ->> 'street_name', r.fields ->> 'house_number', r.fields ->> 'suffix',
                         r.fields ->> 'postcode') AS buried_key,
               r.fields ->> 'street_name' AS street_name,
               (r.fields ->> 'house_number')::integer AS house_number,
               r.fields ->> 'suffix' AS suffix,
               (r.fields ->> 'postcode')::char(5) AS postcode,
               coalesce(r.fields ->> 'city', '') AS city` + sqlRows(layerAddress) + `
    ) a
    ORDER BY street_name, house_number, suffix, postcode, row_no`

// Chainage to the millimetre: the length of the pieces before it in its chain.
var sqlIncomingSegments = `
    SELECT r.row_no, r.geom, @source::text AS source, r.ref AS source_ref,
           (SELECT s.id FROM street_segment s WHERE s.source = @source AND s.source_ref = r.ref) AS target_id,
           @source::text || '/' || r.ref AS buried_key,
           r.fields ->> 'street_name' AS street_name,
           r.fields ->> 'kind' AS kind,
           (r.fields ->> 'chain_no')::integer AS chain_no,
           (r.fields ->> 'seq')::integer AS seq,
           (r.fields ->> 'from_node')::bigint AS from_node,
           (r.fields ->> 'to_node')::bigint AS to_node,
           r.fields ->> 'from_label' AS from_label,
           r.fields ->> 'to_label' AS to_label,
           round(coalesce(sum(ST_Length(r.geom)) OVER (
               PARTITION BY r.fields ->> 'street_name', r.fields ->> 'chain_no' ORDER BY (r.fields ->> 'seq')::integer
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::numeric, 3)::double precision AS start_m,
           (r.fields ->> 'pedestrian_zone')::boolean AS pedestrian_zone,
           (r.fields ->> 'width_m')::numeric(6,2) AS width_m` + sqlRows(layerSegment)

// The smallest building around the point, for a passage may lie inside a larger outline.
var sqlIncomingUnits = `
    SELECT r.row_no, r.geom, @source::text AS source, r.ref AS source_ref,
           (SELECT u.id FROM unit u WHERE u.source = @source AND u.source_ref = r.ref) AS target_id,
           @source::text || '/' || r.ref AS buried_key,
           (SELECT b.id FROM building b WHERE ST_Covers(b.geom, r.geom) ORDER BY ST_Area(b.geom), b.id LIMIT 1) AS building_id,
           (SELECT a.id FROM address a
            WHERE a.street_name = r.fields ->> 'street_name' AND a.house_number = (r.fields ->> 'house_number')::integer
              AND a.suffix = r.fields ->> 'suffix'
              AND a.postcode IS NOT DISTINCT FROM (r.fields ->> 'postcode')::char(5)) AS address_id,
           r.fields ->> 'public_ref' AS public_ref,
           r.fields ->> 'public_basis' AS public_basis,
           (r.fields ->> 'floor')::integer AS floor,
           r.fields ->> 'use_type' AS use_type,
           r.fields ->> 'position' AS position,
           (r.fields ->> 'sales_area_m2')::numeric(10,2) AS sales_area_m2,
           (r.fields ->> 'retail_area_m2')::numeric(10,2) AS retail_area_m2,
           (r.fields ->> 'storage_area_m2')::numeric(10,2) AS storage_area_m2,
           (r.fields ->> 'gastro_area_m2')::numeric(10,2) AS gastro_area_m2,
           (r.fields ->> 'total_area_m2')::numeric(10,2) AS total_area_m2,
           (r.fields ->> 'step_free')::boolean AS step_free,
           r.fields ->> 'condition' AS condition,
           (r.fields ->> 'location_class')::char(1) AS location_class,
           r.fields ->> 'last_use' AS last_use,
           r.fields ->> 'note_internal' AS note_internal,
           (r.fields ->> 'last_surveyed_at')::date AS last_surveyed_at,
           r.fields ->> 'survey_source' AS survey_source` + sqlRows(layerUnit)

var sqlIncomingSections = `
    SELECT r.row_no, r.geom, r.axis AS centreline, @source::text AS source, r.ref AS source_ref,
           (SELECT s.id FROM construction_section s WHERE s.source = @source AND s.source_ref = r.ref) AS target_id,
           @source::text || '/' || r.ref AS buried_key,
           (SELECT p.id FROM construction_project p WHERE p.public_ref = @project) AS project_id,
           r.fields ->> 'label' AS label,
           r.fields ->> 'title_de' AS title_de,
           r.fields ->> 'description_public_de' AS description_public_de,
           r.fields ->> 'status' AS status,
           daterange((r.fields ->> 'planned_from')::date, (r.fields ->> 'planned_to')::date) AS planned` + sqlRows(layerSection)

// A section that staff deleted has no impact either.
var sqlIncomingImpacts = `
    SELECT * FROM (
        SELECT r.row_no, s.id AS section_id,
               (SELECT m.id FROM impact m WHERE m.section_id = s.id) AS target_id,
               r.fields ->> 'pedestrian' AS pedestrian,
               r.fields ->> 'vehicle' AS vehicle
        FROM import_row r
        JOIN construction_section s ON s.source = @source AND s.source_ref = r.ref
        WHERE r.job_id = @job AND r.layer = 'impact'
    ) i`
