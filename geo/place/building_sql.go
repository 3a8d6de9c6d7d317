package place

const sqlBuildings = `
SELECT id, version, updated_at, name, function_code, storeys, year_built, listed, house_number, source, made_up,
       ST_Transform(geom, 4326) AS geom
FROM pub.buildings`
