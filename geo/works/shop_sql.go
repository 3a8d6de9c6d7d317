package works

// A shop lies along a section if its front comes within 5 m of it (the reach of domain.md 6.5); one whose front nobody has
// drawn, if its point is within 15 m. Its arguments are the sections and the day.
const sqlShops = `
SELECT s.id AS section_id, u.public_ref, u.business_name, u.use_type, u.street_name, u.house_number, u.house_number_suffix,
       u.step_free
FROM pub.sections s
JOIN pub.units u ON ST_DWithin(u.geom, s.geom, 60)
WHERE s.id = ANY ($1)
  AND u.vacancy_status IN ('occupied', 'threatened', 'interim_use')
  AND (u.valid_from IS NULL OR u.valid_from <= $2) AND (u.valid_to IS NULL OR u.valid_to > $2)
  AND CASE
      WHEN EXISTS (SELECT FROM pub.frontages f WHERE f.unit_id = u.id)
      THEN EXISTS (SELECT FROM pub.frontages f
                   WHERE f.unit_id = u.id AND ST_DWithin(f.geom, s.geom, 5))
      ELSE ST_DWithin(u.geom, s.geom, 15)
      END
ORDER BY s.id, u.street_name, u.house_number, u.house_number_suffix NULLS FIRST, u.public_ref`
