package pg

import "fmt"

// preparation is one thing that must be there: how to ask for it and how to make it.
type preparation struct {
	what, have, do string
}

// preparations lists them in the order in which they depend on one another. All text here is our own.
func preparations() []preparation {
	return []preparation{
		role("mitte_owner", "LOGIN"),
		role("mitte_app", "LOGIN"),
		role("mitte_view", "NOLOGIN"),
		role("mitte_public", "LOGIN"),
		role("mitte_backup", "LOGIN BYPASSRLS"),
		role("mitte_auditor", "NOLOGIN"),
		setting("mitte_public", "default_transaction_read_only", "on"),
		setting("mitte_public", "statement_timeout", "3s"),
		member("mitte_view", "mitte_owner"),
		member("pg_read_all_data", "mitte_backup"),
		login("mitte_owner"),
		login("mitte_app"),
		login("mitte_public"),
		extension("postgis"),
		extension("btree_gist"),
		extension("pg_trgm"),
		extension("unaccent"),
		{
			what: "CREATE on the database for mitte_owner",
			have: `SELECT has_database_privilege('mitte_owner', current_database(), 'CREATE')`,
			do:   `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO mitte_owner', current_database()); END $$`,
		},
		{
			what: "USAGE and CREATE on schema public for mitte_owner",
			have: `SELECT has_schema_privilege('mitte_owner', 'public', 'USAGE') AND has_schema_privilege('mitte_owner', 'public', 'CREATE')`,
			do:   `GRANT USAGE, CREATE ON SCHEMA public TO mitte_owner`,
		},
		{
			what: "no CREATE on schema public for everybody",
			have: `SELECT NOT has_schema_privilege('mitte_app', 'public', 'CREATE') AND NOT has_schema_privilege('mitte_public', 'public', 'CREATE')`,
			do:   `REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
		},
	}
}

func role(name, options string) preparation {
	return preparation{
		what: "role " + name,
		have: fmt.Sprintf(`SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s')`, name),
		do:   fmt.Sprintf(`CREATE ROLE %s %s`, name, options),
	}
}

func setting(name, key, value string) preparation {
	return preparation{
		what: fmt.Sprintf("%s = %s for role %s", key, value, name),
		have: fmt.Sprintf(`SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s' AND '%s=%s' = ANY (rolconfig))`, name, key, value),
		do:   fmt.Sprintf(`ALTER ROLE %s SET %s = '%s'`, name, key, value),
	}
}

func member(group, name string) preparation {
	return preparation{
		what: fmt.Sprintf("membership of %s in %s", name, group),
		have: fmt.Sprintf(`SELECT pg_has_role('%s', '%s', 'MEMBER')`, name, group),
		do:   fmt.Sprintf(`GRANT %s TO %s`, group, name),
	}
}

// login asks that the login itself may become the role, because a server with one URL reaches the roles by SET ROLE.
func login(name string) preparation {
	return preparation{
		what: "membership of the login in " + name,
		have: fmt.Sprintf(`SELECT pg_has_role(current_user, '%s', 'MEMBER')`, name),
		do:   fmt.Sprintf(`DO $$ BEGIN EXECUTE format('GRANT %s TO %%I', current_user); END $$`, name),
	}
}

func extension(name string) preparation {
	return preparation{
		what: "extension " + name,
		have: fmt.Sprintf(`SELECT EXISTS (SELECT FROM pg_extension WHERE extname = '%s')`, name),
		do:   fmt.Sprintf(`CREATE EXTENSION IF NOT EXISTS %s`, name),
	}
}
