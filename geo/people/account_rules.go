package people

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo/fault"
)

func (n NewAccount) tidy() NewAccount {
	n.Email = tidyEmail(n.Email)
	n.Name = strings.TrimSpace(n.Name)
	n.Desk = strings.TrimSpace(n.Desk)
	n.Locale = cmp.Or(n.Locale, "de")
	n.Roles = slices.Compact(slices.Sorted(slices.Values(n.Roles)))
	return n
}

func (n NewAccount) check() error {
	var wrong []fault.Field
	wrong = append(wrong, checkEmail(n.Email)...)
	wrong = append(wrong, checkName(n.Name)...)
	wrong = append(wrong, checkDesk(n.Desk)...)
	wrong = append(wrong, checkLocale(n.Locale)...)
	wrong = append(wrong, checkRoles(n.Roles)...)
	wrong = append(wrong, checkPassword("/password", n.Password, n.Email, n.Name)...)
	return refused(wrong)
}

func refused(wrong []fault.Field) error {
	if len(wrong) == 0 {
		return nil
	}
	return fault.Refuse("account.invalid", "at least one field is wrong", wrong...)
}

// tidyEmail is how an address is kept and looked up.
func tidyEmail(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

func checkEmail(text string) []fault.Field {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || len(text) > 254 || !strings.Contains(text, "@") {
		return []fault.Field{{Path: "/email", Code: "account.email", Msg: "an address such as name@example.org is needed"}}
	}
	return nil
}

func checkName(text string) []fault.Field {
	if text == "" || !plainText(text, 200) {
		return []fault.Field{{Path: "/name", Code: "account.name", Msg: "a name of 1 to 200 characters is needed"}}
	}
	return nil
}

func checkDesk(text string) []fault.Field {
	if !plainText(text, 100) {
		return []fault.Field{{Path: "/desk", Code: "account.desk", Msg: "at most 100 characters"}}
	}
	return nil
}

func plainText(text string, most int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, unicode.IsControl)
}

func checkLocale(text string) []fault.Field {
	if text != "de" && text != "en" {
		return []fault.Field{{Path: "/locale", Code: "account.locale", Msg: "de or en"}}
	}
	return nil
}

func checkRoles(roles []Role) []fault.Field {
	for _, r := range roles {
		if !slices.Contains(Roles(), r) {
			return []fault.Field{{Path: "/roles", Code: "account.role", Msg: "there is no such role"}}
		}
	}
	if len(roles) == 0 {
		return []fault.Field{{Path: "/roles", Code: "account.roles", Msg: "at least one role is needed"}}
	}
	return nil
}
