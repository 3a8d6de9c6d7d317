package owners

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

// Statements with named arguments are run by the tests of what they do.
func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"role": sqlWithOwners, "one": sqlOneParty, "lock": sqlLockParty, "find": sqlFindParties, "links": sqlLinks, "consents": sqlPartyConsents,
		"delete": sqlDeleteParty, "link": sqlInsertLink, "unlink": sqlDeleteLink, "over": sqlOver, "standing": sqlStanding, "accesses": sqlAccesses, "address": sqlPartiesOfAddress,
	})
}
