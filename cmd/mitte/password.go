package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"mitte/geo/fault"

	"golang.org/x/term"
)

// passwordFlags ask for a password. It is never an argument: every user of the machine reads those.
type passwordFlags struct {
	PasswordStdin bool `help:"Read the password from the first line of standard input instead of asking for it."`
}

func (p passwordFlags) ask(c *console) (string, error) {
	if p.PasswordStdin {
		line, err := bufio.NewReader(c.in).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", fault.New(fault.BadRequest, "no_terminal", "there is no terminal to ask for the password; use --password-stdin")
	}
	first, err := hidden(c, "New password: ")
	if err != nil {
		return "", err
	}
	second, err := hidden(c, "Once more: ")
	if err == nil && first != second {
		err = fault.New(fault.Invalid, "password_differs", "the two passwords differ")
	}
	return first, err
}

func hidden(c *console, prompt string) (string, error) {
	_, _ = fmt.Fprint(c.err, prompt)
	text, err := term.ReadPassword(int(os.Stdin.Fd()))
	_, _ = fmt.Fprintln(c.err)
	return string(text), err
}
