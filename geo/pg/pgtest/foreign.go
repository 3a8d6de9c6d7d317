package pgtest

import (
	"fmt"
	"net/url"
	"strings"

	"mitte/geo/pg/cluster"
)

// foreignURL makes the connection strings of a server that is not ours: always its own login, which then takes the role.
func foreignURL(text string) (address func(role, database string) string, maintenance string, err error) {
	base, err := url.Parse(text)
	if err != nil || base.Scheme == "" {
		return nil, "", fmt.Errorf("MITTE_TEST_DATABASE_URL is not a URL like postgres://user@host/database")
	}
	address = func(role, database string) string {
		u := *base
		u.Path = "/" + database
		if role != cluster.Superuser {
			q := u.Query()
			q.Set("options", strings.TrimSpace(q.Get("options")+" -c role="+role))
			u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // pgx takes + for a plus
		}
		return u.String()
	}
	return address, strings.TrimPrefix(base.Path, "/"), nil
}
