package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"mitte/geo/people"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Make an account."`
	Passwd  userPasswdCommand  `cmd:"" help:"Give an account a new password; it is signed out everywhere."`
	Disable userDisableCommand `cmd:"" help:"Shut an account out at once, its API tokens too."`
	Enable  userEnableCommand  `cmd:"" help:"Let a disabled account in again."`
	TOTP    userTOTPCommand    `cmd:"" name:"totp" help:"Take the second factor away, for who lost the device; a new one is set up at the next sign-in."`
	List    userListCommand    `cmd:"" help:"List the accounts."`
}

// accountStatement is above what a lock on an account may take.
const accountStatement = 20 * time.Second

// asOperator works on the accounts whether a server runs or not.
func (f databaseFlags) asOperator(ctx context.Context, c *console, work func(people.Operator) error) error {
	db, err := f.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 2, accountStatement)
	if err != nil {
		return err
	}
	defer pool.Close()
	return work(people.ForOperator(people.New(pool, people.Config{})))
}

type userAddCommand struct {
	databaseFlags
	passwordFlags
	Email  string        `arg:"" help:"Address to sign in with."`
	Name   string        `required:"" help:"Name of the person."`
	Role   []people.Role `required:"" enum:"partner,planner,staff,board,admin" placeholder:"ROLE,…" help:"Roles: partner, planner, staff, board, admin."`
	Desk   string        `help:"The desk the person works at."`
	Locale string        `enum:"de,en" default:"de" help:"Language: de (default) or en."`
}

// Run makes the account.
func (u *userAddCommand) Run(ctx context.Context, c *console) error {
	password, err := u.ask(c)
	if err != nil {
		return err
	}
	return u.asOperator(ctx, c, func(o people.Operator) error {
		made, err := o.Add(ctx, people.NewAccount{
			Email: u.Email, Name: u.Name, Password: password, Roles: u.Role, Desk: u.Desk, Locale: u.Locale,
		})
		return tell(c, made, "made", err)
	})
}

type userPasswdCommand struct {
	databaseFlags
	passwordFlags
	Email string `arg:"" help:"Address of the account."`
}

// Run sets the password.
func (u *userPasswdCommand) Run(ctx context.Context, c *console) error {
	password, err := u.ask(c)
	if err != nil {
		return err
	}
	return u.change(ctx, c, u.Email, people.AccountChange{Password: &password}, "has a new password")
}

type userDisableCommand struct {
	databaseFlags
	Email string `arg:"" help:"Address of the account."`
}

// Run shuts the account out.
func (u *userDisableCommand) Run(ctx context.Context, c *console) error {
	disabled := true
	return u.change(ctx, c, u.Email, people.AccountChange{Disabled: &disabled}, "disabled")
}

type userEnableCommand struct {
	databaseFlags
	Email string `arg:"" help:"Address of the account."`
}

// Run lets the account in.
func (u *userEnableCommand) Run(ctx context.Context, c *console) error {
	disabled := false
	return u.change(ctx, c, u.Email, people.AccountChange{Disabled: &disabled}, "enabled")
}

type userTOTPCommand struct {
	databaseFlags
	Email string `arg:"" help:"Address of the account."`
}

// Run takes the second factor away.
func (u *userTOTPCommand) Run(ctx context.Context, c *console) error {
	return u.change(ctx, c, u.Email, people.AccountChange{ResetTOTP: true}, "has no second factor any more")
}

func (f databaseFlags) change(ctx context.Context, c *console, email string, change people.AccountChange, what string) error {
	return f.asOperator(ctx, c, func(o people.Operator) error {
		changed, err := o.Change(ctx, email, change)
		return tell(c, changed, what, err)
	})
}

func tell(c *console, a people.Account, what string, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "account %d, %s: %s\n", a.ID, a.Email, what)
	return err
}

type userListCommand struct {
	databaseFlags
}

// Run lists the accounts.
func (u *userListCommand) Run(ctx context.Context, c *console) error {
	return u.asOperator(ctx, c, func(o people.Operator) error {
		accounts, err := o.List(ctx)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if _, err := fmt.Fprintln(c.out, describeAccount(a)); err != nil {
				return err
			}
		}
		return nil
	})
}

func describeAccount(a people.Account) string {
	parts := []string{fmt.Sprint(a.ID), a.Email, a.Name, joined(a.Roles)}
	if a.TOTP {
		parts = append(parts, "second factor")
	}
	if a.DisabledAt != nil {
		parts = append(parts, "disabled")
	}
	return strings.Join(parts, "\t")
}

func joined(roles []people.Role) string {
	words := make([]string, 0, len(roles))
	for _, r := range roles {
		words = append(words, string(r))
	}
	return strings.Join(words, ",")
}
