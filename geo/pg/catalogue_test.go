package pg_test

import (
	"testing"

	"mitte/geo/pg"
)

// sqlCatalogue tells everything the migrations make, one line a thing. What belongs to an extension is left out, and
// the version's own table, which the runner makes.
const sqlCatalogue = `
WITH ours AS (
    SELECT n.oid, n.nspname, n.nspacl FROM pg_namespace n WHERE n.nspname IN ('public', 'pub', 'owner_data', 'outbox')
), rel AS (
    SELECT c.oid, c.relname, c.relkind, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity, o.nspname
    FROM pg_class c JOIN ours o ON o.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'S', 'm', 'p') AND c.relname <> 'schema_version'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
)
SELECT format('schema %s %s', nspname, (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(nspacl) a)) AS line FROM ours
UNION ALL
SELECT format('relation %s.%s %s %s %s %s %s %s', nspname, relname, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity,
    (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(relacl) a), CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) END) FROM rel
UNION ALL
SELECT format('column %s.%s %s %s %s %s %s %s', r.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    pg_get_expr(d.adbin, d.adrelid), (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(a.attacl) x), col_description(r.oid, a.attnum))
FROM rel r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT format('constraint %s %s %s', r.relname, c.conname, pg_get_constraintdef(c.oid)) FROM rel r JOIN pg_constraint c ON c.conrelid = r.oid
UNION ALL
SELECT format('index %s', pg_get_indexdef(i.indexrelid)) FROM rel r JOIN pg_index i ON i.indrelid = r.oid
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM rel r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT format('function %s %s', pg_get_functiondef(p.oid), p.proacl) FROM pg_proc p JOIN ours o ON o.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT format('policy %s on %s for %s: %s, %s, %s', p.polname, r.relname, p.polcmd, (SELECT array_agg(x::regrole::text ORDER BY x::regrole::text) FROM unnest(p.polroles) x), pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid)) FROM rel r JOIN pg_policy p ON p.polrelid = r.oid
UNION ALL
SELECT format('default %s %s %s', defaclnamespace::regnamespace, defaclobjtype, defaclacl) FROM pg_default_acl
ORDER BY line`

func catalogue(t testing.TB, q pg.Querier) []string {
	t.Helper()
	return column[string](t, q, sqlCatalogue)
}
