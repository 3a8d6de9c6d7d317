package people

import (
	"slices"
	"strconv"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Role is what an account may do. Roles are a set, not a ladder.
type Role string

// The roles.
const (
	Partner Role = "partner" // an outside partner, such as the chamber of trade
	Planner Role = "planner" // reads what is internal
	Staff   Role = "staff"   // works with the map and the registers
	Board   Role = "board"   // decides about the fund
	Admin   Role = "admin"   // looks after accounts and settings
)

// Roles are all of them, in the order in which they are listed.
func Roles() []Role { return []Role{Partner, Planner, Staff, Board, Admin} }

// Actor is who does something. The zero Actor is nobody.
type Actor struct {
	AccountID int64
	Name      string // for people to read; never for history, audit or logs
	Roles     []Role
	Desk      string
	Locale    string // de or en
}

// Nobody reports whether the actor is not signed in.
func (a Actor) Nobody() bool { return a.AccountID == 0 }

// Has reports whether the actor has any of the roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.Roles, r) })
}

// Require returns nil if the actor has any of the roles, Unauthenticated for nobody and Forbidden otherwise.
func (a Actor) Require(roles ...Role) error {
	switch {
	case a.Nobody():
		return fault.New(fault.Unauthenticated, "sign_in", "sign in first")
	case !a.Has(roles...):
		return fault.New(fault.Forbidden, "role", "your role does not allow this")
	default:
		return nil
	}
}

// On returns db for statements that run for the actor: what tables with personal columns show him is decided there.
func (a Actor) On(db pg.DB) pg.DB {
	who := pg.Who{User: a.String()}
	for _, r := range a.Roles {
		who.Roles = append(who.Roles, string(r))
	}
	return pg.As(db, who)
}

// String names the actor where it is kept: history, audit and logs. Nobody is "", which leaves the database login.
func (a Actor) String() string {
	if a.Nobody() {
		return ""
	}
	return "account:" + strconv.FormatInt(a.AccountID, 10)
}
